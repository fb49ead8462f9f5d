// SPDX-License-Identifier: Apache-2.0
/*
 * Runs a program in a kernel that lacks something, for the tests of the fallbacks:
 *
 *   refuse WHAT[,WHAT]... -- CMD...
 *
 *   netlink-sock-diag   socket(AF_NETLINK, *, NETLINK_SOCK_DIAG) fails with EPERM; other netlink families work
 *   pidfd               pidfd_open and pidfd_send_signal fail with ENOSYS
 *   bind                bind fails with EACCES, of every socket
 *
 * A seccomp filter (classic BPF, PR_SET_NO_NEW_PRIVS), inherited by CMD and by all that it starts.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#else
#error "refuse.c knows x86-64 and aarch64 only"
#endif
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "refuse.c reads the low half of an argument where little-endian has it"
#endif

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424 // the same number on all architectures
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define END(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define FAIL_WITH(number) END(SECCOMP_RET_ERRNO | (number))

static struct sock_filter program[32];
static unsigned short length;

static void add(const struct sock_filter *part, size_t size) {
    memcpy(program + length, part, size);
    length = (unsigned short) (length + size / sizeof *part);
}

static void begin(void) {
    const struct sock_filter part[] = {LOAD(arch), UNLESS(THIS_ARCH, 1), BPF_STMT(BPF_JMP | BPF_JA, 1),
            END(SECCOMP_RET_ALLOW)};
    add(part, sizeof part);
}

static void refuse_sock_diag(void) {
    const struct sock_filter part[] = {LOAD(nr), UNLESS(SYS_socket, 5), LOAD(args[0]), UNLESS(AF_NETLINK, 3),
            LOAD(args[2]), UNLESS(NETLINK_SOCK_DIAG, 1), FAIL_WITH(EPERM)};
    add(part, sizeof part);
}

static void refuse_pidfd(void) {
    const struct sock_filter part[] = {LOAD(nr), UNLESS(SYS_pidfd_open, 1), FAIL_WITH(ENOSYS),
            UNLESS(SYS_pidfd_send_signal, 1), FAIL_WITH(ENOSYS)};
    add(part, sizeof part);
}

static void refuse_bind(void) {
    const struct sock_filter part[] = {LOAD(nr), UNLESS(SYS_bind, 1), FAIL_WITH(EACCES)};
    add(part, sizeof part);
}

static void end(void) {
    const struct sock_filter part[] = {END(SECCOMP_RET_ALLOW)};
    add(part, sizeof part);
}

static int failed(const char *what) {
    fprintf(stderr, "refuse: %s: %s\n", what, strerror(errno));
    return 125;
}

int main(int argc, char **argv) {
    if (argc < 4 || strcmp(argv[2], "--") != 0) {
        fprintf(stderr, "usage: refuse WHAT[,WHAT]... -- CMD...\n");
        return 125;
    }
    begin();
    for (char *what = strtok(argv[1], ","); what != NULL; what = strtok(NULL, ",")) {
        if (strcmp(what, "netlink-sock-diag") == 0 && length + 8 < 32) {
            refuse_sock_diag();
        } else if (strcmp(what, "pidfd") == 0 && length + 6 < 32) {
            refuse_pidfd();
        } else if (strcmp(what, "bind") == 0 && length + 4 < 32) {
            refuse_bind();
        } else {
            errno = EINVAL;
            return failed(what);
        }
    }
    end();
    struct sock_fprog filter = {.len = length, .filter = program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("PR_SET_NO_NEW_PRIVS");
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) return failed("PR_SET_SECCOMP");
    execvp(argv[3], argv + 3);
    return failed(argv[3]);
}
