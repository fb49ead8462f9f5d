/*
 * holder: a process that listens on a TCP port of 127.0.0.1 until it is ended, and one that tells when it has ended.
 *
 *   cc -O2 -o holder holder.c
 *   holder PORT
 *
 * Prints READY when the port is held. When the holder's pidfd polls readable, prints exit_ns=, the time of CLOCK_MONOTONIC (which is that of
 * System.nanoTime()), and ends. The holder does not outlive it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(1);
}

int main(int argc, char **argv) {
    int port = argc == 2 ? atoi(argv[1]) : 0;
    if (port < 1 || port > 65535) {
        fprintf(stderr, "holder PORT\n");
        return 2;
    }
    int ready[2];
    if (pipe(ready) < 0) {
        fail("pipe");
    }
    pid_t parent = getpid();
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) {
            _exit(1);
        }
        struct sockaddr_in address = {
            .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int one = 1;
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0
            || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 1) < 0) {
            fail("listen");
        }
        if (write(ready[1], "", 1) != 1) {
            fail("write");
        }
        for (;;) {
            pause();
        }
    }
    close(ready[1]);
    char byte;
    if (read(ready[0], &byte, 1) != 1) {
        return 1;
    }
    int pidfd = (int)syscall(SYS_pidfd_open, child, 0);
    if (pidfd < 0) {
        fail("pidfd_open");
    }
    puts("READY");
    fflush(stdout);
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};
    if (poll(&ended, 1, -1) != 1) {
        fail("poll");
    }
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    waitpid(child, NULL, 0);
    printf("exit_ns=%lld\n", (long long)time.tv_sec * 1000000000 + time.tv_nsec);
    return 0;
}
