// SPDX-License-Identifier: Apache-2.0
/* sysctl KERN_PROCARGS2: how many arguments, the executable, NULs up to a word, the arguments, the environment. */
#include "standin.h"

#define MAXIMUM (1 << 20) // KERN_ARGMAX

struct reading {
    pid_t pid, tid;
    char executable[4096];
    char *arguments;
    size_t length;
};

static void read_arguments(void *argument) {
    struct reading *reading = argument;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/exe", reading->pid, reading->tid);
    ssize_t length = readlink(path, reading->executable, sizeof reading->executable - 1);
    reading->executable[length < 0 ? 0 : length] = '\0';
    snprintf(path, sizeof path, "/proc/%d/task/%d/cmdline", reading->pid, reading->tid);
    reading->length = read_file(path, reading->arguments, MAXIMUM);
}

static int put_all(struct reply *reply, const struct reading *reading) {
    static const char zeros[8];
    static const char environment[] = "STANDIN=not an argument"; // to be told apart by the number of arguments alone
    int32_t count = 0;
    for (size_t i = 0; i < reading->length; i++) count += reading->arguments[i] == '\0';
    size_t name = strlen(reading->executable) + 1;
    put(reply, &count, sizeof count);
    put(reply, reading->executable, name);
    put(reply, zeros, (8 - name % 8) % 8);
    put(reply, reading->arguments, reading->length);
    put(reply, environment, sizeof environment);
    return 0; // a short buffer is filled, without a word
}

int sysctl_arguments(struct reply *reply, pid_t pid) {
    struct process process;
    if (find_process(pid, &process) < 0 || process.zombie || process.kernel) return -DARWIN_EINVAL;
    if (may_inspect(&process) < 0) return -DARWIN_EINVAL; // xnu: not EPERM
    struct reading reading = {.pid = pid, .tid = process.tid, .arguments = malloc(MAXIMUM)};
    if (reading.arguments == NULL) return -DARWIN_ENOMEM;
    as_kernel(read_arguments, &reading);
    int result = reading.executable[0] == '\0' ? -DARWIN_EINVAL : put_all(reply, &reading);
    free(reading.arguments);
    return result;
}
