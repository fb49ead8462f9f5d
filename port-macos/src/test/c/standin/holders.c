// SPDX-License-Identifier: Apache-2.0
/* Which process Darwin would name for a socket: the oldest that has a descriptor of it, as its creator would be. */
#include "holders.h"

static void add(struct holders *holders, uint64_t inode, pid_t pid) {
    if (holders->count == holders->room) {
        holders->room = holders->room == 0 ? 256 : 2 * holders->room;
        holders->list = realloc(holders->list, holders->room * sizeof *holders->list);
        if (holders->list == NULL) abort();
    }
    holders->list[holders->count] = (struct holder) {.inode = inode, .pid = pid, .rank = holders->count};
    holders->count++;
}

static int order(const void *left, const void *right) {
    const struct holder *a = left, *b = right;
    if (a->inode != b->inode) return a->inode < b->inode ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void add_sockets(struct holders *holders, const struct process *process) {
    struct descriptor *list;
    size_t count;
    if (process->zombie || process->kernel || descriptors_of(process, &list, &count) < 0) return;
    for (size_t i = 0; i < count; i++) {
        if (list[i].type == DARWIN_PROX_FDTYPE_SOCKET) add(holders, list[i].inode, process->pid);
    }
    free(list);
}

void holders_of_all(struct holders *holders) {
    *holders = (struct holders) {0};
    struct process *all;
    for (size_t i = all_processes(&all); i > 0; i--) add_sockets(holders, &all[i - 1]); // newest first: backwards
    free(all);
    qsort(holders->list, holders->count, sizeof *holders->list, order);
}

void holders_of_caller(struct holders *holders) {
    *holders = (struct holders) {0};
    struct process self;
    if (read_process(getpid(), &self) == 0) add_sockets(holders, &self);
    qsort(holders->list, holders->count, sizeof *holders->list, order);
}

pid_t holder_of(const struct holders *holders, uint64_t inode) {
    size_t low = 0, high = holders->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (holders->list[middle].inode < inode) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < holders->count && holders->list[low].inode == inode ? holders->list[low].pid : 0;
}
