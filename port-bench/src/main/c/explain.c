/*
 * explain: asks the kernel about a TCP port that nobody holds as the library does, with nothing around it.
 *
 *   cc -O2 -o explain explain.c
 *   explain PORT [--confirm] [--iter N]
 *
 * The same queries and probes in the same order as explain(): who listens or has bound it; connections on it; a bind with SO_REUSEADDR and
 * one without, to the wildcard of each family; who listens or has bound it. With --confirm what free() does when the last holder has gone:
 * who listens or has bound it, and the four binds. Each query has a socket of its own. Prints one line: holders=, bindable=, med_ns=.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER (32 * 1024)
#define LISTEN (1 << 10)
#define BOUND_INACTIVE (1 << 13)
#define CONNECTED (0xfff & ~LISTEN & ~(1 << 7))

static void fail(const char *what) {
    fprintf(stderr, "explain: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* How many TCP sockets of both families there are in these states on this local port. */
static int query(int port, unsigned states) {
    static char buffer[BUFFER];
    struct {
        struct nlmsghdr header;
        struct inet_diag_req request;
    } message = {
        .header = {.nlmsg_len = sizeof message, .nlmsg_type = TCPDIAG_GETSOCK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 1},
        .request = {.idiag_family = AF_INET, .idiag_states = states, .id.idiag_sport = htons((uint16_t)port)},
    };
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0 || send(fd, &message, sizeof message, 0) < 0) {
        fail("netlink");
    }
    int found = 0;
    int more = 1;
    while (more) {
        ssize_t size = recv(fd, buffer, sizeof buffer, 0);
        if (size < 0) {
            fail("recv");
        }
        int left = (int)size;
        for (struct nlmsghdr *each = (struct nlmsghdr *)buffer; more && NLMSG_OK(each, left); each = NLMSG_NEXT(each, left)) {
            if (each->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *)NLMSG_DATA(each))->error;
                fail("sock_diag");
            } else if (each->nlmsg_type == NLMSG_DONE) {
                more = 0;
            } else {
                found++;
            }
        }
    }
    close(fd);
    return found;
}

/* Whether the port can be bound on the wildcard of the family. */
static int probe(int port, int family, int reuse) {
    union {
        struct sockaddr base;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } address;
    memset(&address, 0, sizeof address);
    socklen_t size;
    if (family == AF_INET) {
        address.four = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        size = sizeof address.four;
    } else {
        address.six = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
        size = sizeof address.six;
    }
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        fail("socket");
    }
    int one = 1;
    if (family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) < 0) {
        fail("IPV6_V6ONLY");
    }
    if (reuse && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0) {
        fail("SO_REUSEADDR");
    }
    int bound = bind(fd, &address.base, size) == 0;
    close(fd);
    return bound;
}

static int ascending(const void *one, const void *other) {
    uint64_t a = *(const uint64_t *)one;
    uint64_t b = *(const uint64_t *)other;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv) {
    int port = argc > 1 ? atoi(argv[1]) : 0;
    int rounds = 1;
    int confirm = 0;
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--confirm")) {
            confirm = 1;
        } else if (!strcmp(argv[i], "--iter") && i + 1 < argc) {
            rounds = atoi(argv[++i]);
        } else {
            port = 0;
        }
    }
    if (port < 1 || port > 65535 || rounds < 1) {
        fprintf(stderr, "explain PORT [--confirm] [--iter N]\n");
        return 2;
    }
    uint64_t *times = calloc((size_t)rounds, sizeof *times);
    int holders = 0;
    int bindable = 0;
    for (int i = 0; i < rounds; i++) {
        uint64_t start = now();
        holders = query(port, LISTEN | BOUND_INACTIVE);
        if (!confirm) {
            query(port, CONNECTED);
        }
        bindable = probe(port, AF_INET, 1) + probe(port, AF_INET6, 1) + probe(port, AF_INET, 0) + probe(port, AF_INET6, 0);
        if (!confirm) {
            holders += query(port, LISTEN | BOUND_INACTIVE);
        }
        times[i] = now() - start;
    }
    qsort(times, (size_t)rounds, sizeof *times, ascending);
    printf("holders=%d bindable=%d med_ns=%llu\n", holders, bindable, (unsigned long long)times[rounds / 2]);
    return 0;
}
