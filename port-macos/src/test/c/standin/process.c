// SPDX-License-Identifier: Apache-2.0
/* Processes, from /proc, whose files stat and status every user can read. */
#include "standin.h"

#define PF_KTHREAD 0x00200000 // linux/sched.h: field 9 of stat

size_t read_file(const char *path, char *text, size_t room) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t length = 0;
    while (fd >= 0 && length < room - 1) {
        ssize_t got = read(fd, text + length, room - 1 - length);
        if (got <= 0) break;
        length += (size_t) got;
    }
    if (fd >= 0) sys_close(fd);
    text[length] = '\0';
    return length;
}

// ---- /proc/PID/task/TID/stat ----

struct stat_line {
    char state;
    char comm[17];
    int ppid, pgid, sid, tty, tpgid, nice, threads;
    unsigned flags;
    uint64_t start_ticks;
};

static bool read_stat(pid_t pid, pid_t tid, struct stat_line *line) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, tid);
    if (read_file(path, text, sizeof text) == 0) return false;
    char *open = strchr(text, '('), *end = strrchr(text, ')'); // the name may have parentheses of its own
    if (open == NULL || end == NULL) return false;
    size_t length = (size_t) (end - open - 1);
    if (length > sizeof line->comm - 1) length = sizeof line->comm - 1;
    memcpy(line->comm, open + 1, length);
    line->comm[length] = '\0';
    unsigned long long start;
    int read = sscanf(end + 2, "%c %d %d %d %d %d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %d %d %*d %llu", &line->state,
        &line->ppid, &line->pgid, &line->sid, &line->tty, &line->tpgid, &line->flags, &line->nice, &line->threads,
        &start);
    line->start_ticks = start;
    return read == 10;
}

static bool has_ended(const struct stat_line *line) {
    return line->state == 'Z' || line->state == 'X';
}

// The first thread of a process may exit before the others: the process lives on.
static pid_t living_thread(pid_t pid, struct stat_line *line) {
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *threads = opendir(path);
    pid_t found = 0;
    struct dirent *entry;
    while (found == 0 && threads != NULL && (entry = readdir(threads)) != NULL) {
        pid_t tid = atoi(entry->d_name);
        if (tid > 0 && read_stat(pid, tid, line) && !has_ended(line)) found = tid;
    }
    if (threads != NULL) closedir(threads);
    return found;
}

// ---- /proc/PID/task/TID/status ----

static const char *value_of(const char *text, const char *key) {
    const char *at = strstr(text, key);
    return at == NULL ? "" : at + strlen(key);
}

// Linux' set of signals as Darwin's.
static uint32_t sigset_of(const char *text, const char *key) {
    static const struct {
        int linux_number, darwin_number;
    } others[] = {
        {SIGBUS, DARWIN_SIGBUS}, {SIGSYS, DARWIN_SIGSYS}, {SIGURG, DARWIN_SIGURG}, {SIGSTOP, DARWIN_SIGSTOP},
        {SIGTSTP, DARWIN_SIGTSTP}, {SIGCONT, DARWIN_SIGCONT}, {SIGCHLD, DARWIN_SIGCHLD}, {SIGTTIN, DARWIN_SIGTTIN},
        {SIGTTOU, DARWIN_SIGTTOU}, {SIGIO, DARWIN_SIGIO}, {SIGXCPU, DARWIN_SIGXCPU}, {SIGXFSZ, DARWIN_SIGXFSZ},
        {SIGVTALRM, DARWIN_SIGVTALRM}, {SIGPROF, DARWIN_SIGPROF}, {SIGWINCH, DARWIN_SIGWINCH},
        {SIGUSR1, DARWIN_SIGUSR1}, {SIGUSR2, DARWIN_SIGUSR2},
    };
    static const int same[] = {SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGKILL, SIGSEGV, SIGPIPE, SIGALRM, SIGTERM};
    uint64_t set = strtoull(value_of(text, key), NULL, 16);
    uint32_t result = 0;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (set >> (same[i] - 1) & 1) result |= 1U << (same[i] - 1);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (set >> (others[i].linux_number - 1) & 1) result |= 1U << (others[i].darwin_number - 1);
    }
    return result;
}

static bool read_status(pid_t pid, struct process *found) {
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/%d/task/%d/status", pid, found->tid);
    if (read_file(path, text, sizeof text) == 0) return false;
    if (atoi(value_of(text, "\nTgid:")) != pid) return false; // /proc/N opens for the number of a thread too
    int uids = sscanf(value_of(text, "\nUid:"), "%u %u %u", &found->ruid, &found->uid, &found->svuid);
    int gids = sscanf(value_of(text, "\nGid:"), "%u %u %u", &found->rgid, &found->gid, &found->svgid);
    found->traced = atoi(value_of(text, "\nTracerPid:")) != 0;
    found->files = (unsigned) atoi(value_of(text, "\nFDSize:"));
    found->ignored = sigset_of(text, "\nSigIgn:");
    found->caught = sigset_of(text, "\nSigCgt:");
    return uids == 3 && gids == 3;
}

// ---- one process ----

// Darwin's process 0, of which Linux has no counterpart.
static void kernel_task(struct process *found) {
    *found = (struct process) {.kernel = true};
    strcpy(found->comm, "kernel_task");
}

int read_process(pid_t pid, struct process *found) {
    if (pid == 0) {
        kernel_task(found);
        return 0;
    }
    struct stat_line line;
    *found = (struct process) {.pid = pid, .tid = pid};
    if (pid < 0 || !read_stat(pid, pid, &line)) return -DARWIN_ESRCH;
    uint64_t start = line.start_ticks;
    if (has_ended(&line) && line.threads > 1) {
        pid_t tid = living_thread(pid, &line);
        if (tid != 0) found->tid = tid;
    }
    if (!read_status(pid, found)) return -DARWIN_ESRCH;
    found->zombie = has_ended(&line);
    found->stopped = line.state == 'T' || line.state == 't';
    found->kernel = (line.flags & PF_KTHREAD) != 0;
    found->ppid = line.ppid;
    found->pgid = line.pgid;
    found->sid = line.sid;
    found->tty = line.tty;
    found->tpgid = line.tpgid;
    found->nice = line.nice;
    found->start_ticks = start;
    memcpy(found->comm, line.comm, sizeof found->comm);
    return 0;
}

int find_process(pid_t pid, struct process *found) {
    bool vanishing = pid > 0 && fault(VANISH_PID) == (uint64_t) pid;
    if (vanishing && !take(VANISH_AFTER)) return -DARWIN_ESRCH;
    return read_process(pid, found);
}

int may_inspect(const struct process *target) {
    uid_t uid = caller_uid();
    if (target->pid == getpid() || target->uid == uid) return 0;
    return uid == 0 && fault(DENY_OTHERS) == 0 ? 0 : -DARWIN_EPERM;
}

// ---- all processes ----

static int order(const void *left, const void *right) {
    const struct process *a = left, *b = right;
    if (a->zombie != b->zombie) return a->zombie ? 1 : -1;
    if (a->start_ticks != b->start_ticks) return a->start_ticks > b->start_ticks ? -1 : 1;
    return a->pid > b->pid ? -1 : a->pid < b->pid;
}

size_t all_processes(struct process **list) {
    size_t count = 1, room = 256;
    struct process *all = malloc(room * sizeof *all);
    if (all == NULL) abort();
    kernel_task(&all[0]);
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    while (proc != NULL && (entry = readdir(proc)) != NULL) {
        pid_t pid = atoi(entry->d_name);
        if (pid <= 0) continue;
        if (count == room && (all = realloc(all, (room *= 2) * sizeof *all)) == NULL) abort();
        if (read_process(pid, &all[count]) == 0) count++;
    }
    if (proc != NULL) closedir(proc);
    qsort(all, count, sizeof *all, order);
    *list = all;
    return count;
}

// ---- when it began ----

static uint64_t boot; // read once, so that the start of a process does not move with the clock

__attribute__((constructor)) static void read_boot(void) {
    static char text[1 << 20]; // the lines before btime are as long as the machine has processors
    read_file("/proc/stat", text, sizeof text);
    boot = strtoull(value_of(text, "\nbtime "), NULL, 10);
}

uint64_t boot_seconds(void) {
    return boot;
}

/*
 * Linux counts hundredths of a second. Darwin's microseconds have no such grain, and who cuts them off must be found
 * out, so the last three digits are those of the pid.
 */
struct start start_of(const struct process *process) {
    uint64_t hertz = (uint64_t) sysconf(_SC_CLK_TCK);
    uint64_t ticks = process->start_ticks;
    return (struct start) {
        .seconds = boot + ticks / hertz,
        .microseconds = ticks % hertz * (1000000 / hertz) + (uint64_t) process->pid % 1000,
    };
}

// Never given twice in a boot, like Darwin's: a pid is not used twice within one tick.
uint64_t unique_id(const struct process *process) {
    return process->start_ticks << 22 | (uint64_t) process->pid; // Linux has at most 2^22 pids
}
