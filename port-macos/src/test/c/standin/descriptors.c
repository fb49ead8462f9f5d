// SPDX-License-Identifier: Apache-2.0
/* The descriptors of a process: the links in /proc/PID/task/TID/fd. */
#include "standin.h"

// ---- the links ----

struct reading {
    const struct process *process;
    int only; // one descriptor, or -1
    struct descriptor *list;
    size_t count, room;
    int failed; // Linux' errno
};

// False for what has no counterpart on Darwin, where the stand-in's pidfds are part of their kqueue.
static bool decode(int fd, const char *target, struct descriptor *found) {
    *found = (struct descriptor) {.fd = fd, .type = DARWIN_PROX_FDTYPE_VNODE};
    if (strncmp(target, "socket:[", 8) == 0) {
        found->type = DARWIN_PROX_FDTYPE_SOCKET;
        found->inode = strtoull(target + 8, NULL, 10);
    } else if (strncmp(target, "pipe:[", 6) == 0) {
        found->type = DARWIN_PROX_FDTYPE_PIPE;
    } else if (strcmp(target, "anon_inode:[eventpoll]") == 0) {
        found->type = DARWIN_PROX_FDTYPE_KQUEUE;
    } else if (strcmp(target, "anon_inode:[pidfd]") == 0 || strncmp(target, "pidfd:[", 7) == 0) {
        return false;
    }
    return true;
}

static void add(struct reading *reading, const struct descriptor *found) {
    if (reading->count == reading->room) {
        reading->room = reading->room == 0 ? 64 : 2 * reading->room;
        reading->list = realloc(reading->list, reading->room * sizeof *reading->list);
        if (reading->list == NULL) abort();
    }
    reading->list[reading->count++] = *found;
}

static void read_one(struct reading *reading, int folder, const char *name) {
    char target[256];
    ssize_t length = readlinkat(folder, name, target, sizeof target - 1);
    if (length < 0) {
        if (errno == EACCES) reading->failed = EACCES; // else it was closed just now
        return;
    }
    target[length] = '\0';
    struct descriptor found;
    if (decode(atoi(name), target, &found)) add(reading, &found);
}

static void read_links_of_fds(void *argument) {
    struct reading *reading = argument;
    char path[64], name[16];
    snprintf(path, sizeof path, "/proc/%d/task/%d/fd", reading->process->pid, reading->process->tid);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        reading->failed = errno;
        return;
    }
    if (reading->only >= 0) {
        snprintf(name, sizeof name, "%d", reading->only);
        read_one(reading, dirfd(folder), name);
    } else {
        struct dirent *entry;
        while ((entry = readdir(folder)) != NULL) {
            bool own = reading->process->pid == getpid() && atoi(entry->d_name) == dirfd(folder);
            if (entry->d_name[0] != '.' && !own) read_one(reading, dirfd(folder), entry->d_name);
        }
    }
    closedir(folder);
}

static int read_all(const struct process *process, int only, struct reading *reading) {
    *reading = (struct reading) {.process = process, .only = only};
    if (process->pid == 0) return 0;
    as_kernel(read_links_of_fds, reading);
    if (reading->failed == 0) return 0;
    free(reading->list);
    return reading->failed == EACCES ? -DARWIN_EPERM : -DARWIN_ESRCH;
}

int descriptors_of(const struct process *process, struct descriptor **list, size_t *count) {
    struct reading reading;
    int failed = read_all(process, -1, &reading);
    if (failed < 0) return failed;
    *list = reading.list;
    *count = reading.count;
    return 0;
}

int descriptor_of(const struct process *process, int fd, struct descriptor *found) {
    if (fd < 0) return -DARWIN_EBADF;
    struct reading reading;
    int failed = read_all(process, fd, &reading);
    if (failed < 0) return failed;
    if (reading.count == 0) return -DARWIN_EBADF;
    *found = reading.list[0];
    free(reading.list);
    return 0;
}

// ---- what a socket speaks ----

struct naming {
    char path[64];
    struct protocol_name name;
};

static void read_name(void *argument) {
    struct naming *naming = argument;
    getxattr(naming->path, "system.sockprotoname", naming->name.text, sizeof naming->name.text - 1);
}

struct protocol_name protocol_of(const struct process *process, int fd) {
    struct naming naming = {.name = {""}};
    snprintf(naming.path, sizeof naming.path, "/proc/%d/task/%d/fd/%d", process->pid, process->tid, fd);
    as_kernel(read_name, &naming);
    return naming.name;
}
