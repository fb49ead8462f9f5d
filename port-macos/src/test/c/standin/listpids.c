// SPDX-License-Identifier: Apache-2.0
/* proc_listpids(): all processes, without a word about those that did not fit. */
#include "standin.h"

#define SLACK 20 // what Darwin adds to the number of processes

static int listpids(uint32_t type, void *buffer, int size) {
    if (type != DARWIN_PROC_ALL_PIDS) return -DARWIN_EINVAL;
    struct process *all;
    size_t count = all_processes(&all);
    size_t room = size < 0 ? 0 : (size_t) size / sizeof(pid_t);
    size_t stored = 0;
    if (buffer == NULL) {
        size_t unsized = fault(UNSIZED_PIDS);
        stored = (count > unsized ? count - unsized : 0) + SLACK;
    } else {
        for (; stored < count && stored < room; stored++) ((pid_t *) buffer)[stored] = all[stored].pid;
    }
    free(all);
    if (buffer != NULL && room == 0) return -DARWIN_ENOMEM;
    return (int) (stored * sizeof(pid_t));
}

int darwin_proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int size) EXPORTED_AS("proc_listpids");
int darwin_proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int size) {
    (void) typeinfo; // of other types
    ANSWER(PROC_LISTPIDS, end_libproc, listpids(type, buffer, size));
}
