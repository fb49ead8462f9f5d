// SPDX-License-Identifier: Apache-2.0
/*
 * How tests see and steer the stand-in: a file named control beside the library is mapped, and holds one entry per
 * function (how often it was called, what it stored, how it is to fail) and per fault. Entries carry their names, so
 * that a reader needs no other knowledge of it. The environment variable STANDIN_FAULTS names another file, for a
 * process that is to be steered apart from the others. Where the file cannot be had, as by another user, nothing fails
 * on demand.
 */
#include "standin.h"

struct entry {
    char name[32];
    uint64_t value;       // calls of a function; the number of a fault
    uint64_t bytes;       // stored by a function
    uint32_t fail_errno;  // Darwin's: what the function answers
    uint32_t fail_times;  // so often
    uint64_t fail_after;  // after so many calls that do not
};
_Static_assert(sizeof(struct entry) == 64, "StandInControl.java reads entries of 64 bytes");

static const char *const names[CONTROLS] = {
    [PROC_LISTPIDS] = "proc_listpids",
    [PROC_PIDINFO] = "proc_pidinfo",
    [PROC_PIDFDINFO] = "proc_pidfdinfo",
    [PROC_PIDFILEPORTINFO] = "proc_pidfileportinfo",
    [PROC_PIDPATH] = "proc_pidpath",
    [SYSCTLBYNAME] = "sysctlbyname",
    [SYSCTL] = "sysctl",
    [KQUEUE] = "kqueue",
    [KEVENT] = "kevent",
    [KILL] = "kill",
    [GETIFADDRS] = "getifaddrs",
    [FREEIFADDRS] = "freeifaddrs",
    [SOCKET] = "socket",
    [SETSOCKOPT] = "setsockopt",
    [BIND] = "bind",
    [CLOSE] = "close",
    [SHORT_PCBLIST] = "SHORT_PCBLIST",
    [CUT_PCBLIST] = "CUT_PCBLIST",
    [CHANGED_GENERATION] = "CHANGED_GENERATION",
    [OWN_SOCKETS_ONLY] = "OWN_SOCKETS_ONLY",
    [XSOCKET_OF_MACOS12] = "XSOCKET_OF_MACOS12",
    [USERLAND_FLOWS] = "USERLAND_FLOWS",
    [TIME_WAIT_PID] = "TIME_WAIT_PID",
    [UNSIZED_PIDS] = "UNSIZED_PIDS",
    [VANISH_PID] = "VANISH_PID",
    [VANISH_AFTER] = "VANISH_AFTER",
    [DENY_OTHERS] = "DENY_OTHERS",
    [FD_REUSED] = "FD_REUSED",
    [FD_CLOSED] = "FD_CLOSED",
    [FD_PID] = "FD_PID",
};

static struct entry unshared[CONTROLS];
static struct entry *entries = unshared;

static bool path_of_file(char *path, size_t room) {
    const char *given = getenv("STANDIN_FAULTS");
    Dl_info self;
    int length = -1;
    if (given != NULL) {
        length = snprintf(path, room, "%s", given);
    } else if (dladdr(unshared, &self) != 0) {
        const char *name = strrchr(self.dli_fname, '/');
        int folder = name == NULL ? 0 : (int) (name + 1 - self.dli_fname);
        length = snprintf(path, room, "%.*scontrol", folder, self.dli_fname);
    }
    return length >= 0 && (size_t) length < room;
}

__attribute__((constructor)) static void map_controls(void) {
    char path[4096];
    int fd = path_of_file(path, sizeof path) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644) : -1;
    if (fd >= 0 && ftruncate(fd, sizeof unshared) == 0) {
        void *mapped = mmap(NULL, sizeof unshared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) entries = mapped;
    }
    if (fd >= 0) sys_close(fd);
    for (int i = 0; i < CONTROLS; i++) strncpy(entries[i].name, names[i], sizeof entries[i].name - 1);
}

static bool take_one(uint32_t *times) {
    uint32_t left = __atomic_load_n(times, __ATOMIC_SEQ_CST);
    while (left > 0) {
        if (__atomic_compare_exchange_n(times, &left, left - 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return true;
    }
    return false;
}

static bool take_one_of_many(uint64_t *times) {
    uint64_t left = __atomic_load_n(times, __ATOMIC_SEQ_CST);
    while (left > 0) {
        if (__atomic_compare_exchange_n(times, &left, left - 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return true;
    }
    return false;
}

struct call begin(enum function function) {
    struct entry *entry = &entries[function];
    struct call call = {.function = function, .errno_before = errno};
    __atomic_add_fetch(&entry->value, 1, __ATOMIC_SEQ_CST);
    if (!take_one_of_many(&entry->fail_after) && take_one(&entry->fail_times)) call.fail = (int) entry->fail_errno;
    return call;
}

int end_libproc(const struct call *call, int result) {
    errno = result < 0 ? -result : call->errno_before;
    if (result > 0) count_bytes(call->function, (size_t) result);
    return result < 0 ? 0 : result;
}

int end_posix(const struct call *call, int result) {
    errno = result < 0 ? -result : call->errno_before;
    return result < 0 ? -1 : result;
}

void count_bytes(enum function function, size_t bytes) {
    __atomic_add_fetch(&entries[function].bytes, bytes, __ATOMIC_SEQ_CST);
}

uint64_t fault(enum fault fault) {
    return __atomic_load_n(&entries[fault].value, __ATOMIC_SEQ_CST);
}

bool take(enum fault fault) {
    return take_one_of_many(&entries[fault].value);
}
