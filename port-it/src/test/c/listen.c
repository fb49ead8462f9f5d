// SPDX-License-Identifier: Apache-2.0
/*
 * What listens in a laboratory for scans: many addresses and ports in one process.
 *
 *   listen [HOW ADDRESS PORT[,PORT...]]...
 *
 *   keep    TCP; a connection is kept until the other side ends it
 *   reset   TCP; a connection is reset as soon as it is accepted
 *   echo    UDP; a datagram is sent back, or a byte if it was empty
 *
 * Says "READY" when all of them listen, and ends when its standard input ends. The addresses need not be there yet.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef IPV6_FREEBIND
#define IPV6_FREEBIND 78 // linux/in6.h, Linux 4.15
#endif

#define BACKLOG 4096
#define EVENTS 256

enum role { INPUT, KEEP, RESET, ECHO, CONNECTION };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static int events; // of epoll

static void fail(const char *what) {
    fprintf(stderr, "listen: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void watch(int fd, enum role role) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = (uint64_t)role << 32 | (uint32_t)fd};
    if (epoll_ctl(events, EPOLL_CTL_ADD, fd, &event) < 0) {
        fail("epoll_ctl");
    }
}

static enum role role_of(const char *how) {
    if (!strcmp(how, "keep")) {
        return KEEP;
    }
    if (!strcmp(how, "reset")) {
        return RESET;
    }
    if (!strcmp(how, "echo")) {
        return ECHO;
    }
    fprintf(stderr, "listen: neither keep, reset nor echo: %s\n", how);
    exit(2);
}

static socklen_t parse(const char *text, union address *at) {
    memset(at, 0, sizeof *at);
    if (inet_pton(AF_INET, text, &at->v4.sin_addr) == 1) {
        at->v4.sin_family = AF_INET;
        return sizeof at->v4;
    }
    if (inet_pton(AF_INET6, text, &at->v6.sin6_addr) == 1) {
        at->v6.sin6_family = AF_INET6;
        return sizeof at->v6;
    }
    fprintf(stderr, "listen: not an address: %s\n", text);
    exit(2);
}

static void open_port(enum role role, const char *address, int port) {
    union address at;
    socklen_t length = parse(address, &at);
    int on = 1;
    int type = (role == ECHO ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC;
    int fd = socket(at.any.sa_family, type, 0);
    if (fd < 0) {
        fail("socket");
    }
    if (at.any.sa_family == AF_INET) {
        at.v4.sin_port = htons((uint16_t)port);
        setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on);
    } else {
        at.v6.sin6_port = htons((uint16_t)port);
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        setsockopt(fd, IPPROTO_IPV6, IPV6_FREEBIND, &on, sizeof on);
    }
    if (role != ECHO) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    }
    if (bind(fd, &at.any, length) < 0) {
        fail(address);
    }
    if (role != ECHO && listen(fd, BACKLOG) < 0) {
        fail("listen");
    }
    watch(fd, role);
}

static void accept_all(int listener, enum role role) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno == ECONNABORTED) {
                continue; // it was reset before
            }
            return;
        }
        if (role == RESET) {
            struct linger now = {.l_onoff = 1, .l_linger = 0};
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
            close(fd);
        } else {
            watch(fd, CONNECTION);
        }
    }
}

static void read_or_close(int fd) {
    char data[512];
    ssize_t length = read(fd, data, sizeof data);
    if (length == 0 || (length < 0 && errno != EAGAIN)) {
        close(fd);
    }
}

static void echo_all(int fd) {
    char data[2048] = "";
    union address from;
    for (;;) {
        socklen_t length = sizeof from;
        ssize_t size = recvfrom(fd, data, sizeof data, 0, &from.any, &length);
        if (size < 0) {
            if (errno == EAGAIN) {
                return;
            }
            continue; // an ICMP error for an earlier answer
        }
        size_t answer = size ? (size_t)size : 1; // an empty one is no answer to everybody
        if (sendto(fd, data, answer, 0, &from.any, length) < 0) {
            continue; // as if it had been lost
        }
    }
}

static void serve(void) {
    struct epoll_event ready[EVENTS];
    for (;;) {
        int count = epoll_wait(events, ready, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            int fd = (int)(uint32_t)ready[i].data.u64;
            enum role role = (enum role)(ready[i].data.u64 >> 32);
            switch (role) {
            case INPUT:
                return;
            case KEEP:
            case RESET:
                accept_all(fd, role);
                break;
            case ECHO:
                echo_all(fd);
                break;
            case CONNECTION:
                read_or_close(fd);
                break;
            }
        }
    }
}

int main(int argc, char **argv) {
    if (argc % 3 != 1) {
        fprintf(stderr, "usage: listen [keep|reset|echo ADDRESS PORT[,PORT...]]...\n");
        return 2;
    }
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    events = epoll_create1(EPOLL_CLOEXEC);
    if (events < 0) {
        fail("epoll_create1");
    }
    for (int i = 1; i < argc; i += 3) {
        enum role role = role_of(argv[i]);
        for (char *port = strtok(argv[i + 2], ","); port; port = strtok(NULL, ",")) {
            open_port(role, argv[i + 1], atoi(port));
        }
    }
    watch(STDIN_FILENO, INPUT);
    puts("READY");
    fflush(stdout);
    serve();
    return 0;
}
