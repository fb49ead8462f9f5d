// SPDX-License-Identifier: Apache-2.0
/*
 * A process whose arguments lie in memory that does not answer, as that does which is mapped from a file server that is gone:
 * a kernel that looks there for /proc/PID/cmdline has its reader wait for as long as the process lives.
 *
 *   silent
 *
 * Mounts (in a mount namespace of its own, as root) a FUSE file system of one file that answers everything but READ, maps
 * that file over its arguments, listens on a port of 127.0.0.1 and says "READY pid=PID port=PORT", or
 * "SKIP reason" where it is not permitted. Ends when its standard input ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_NODE 2
#define SIZE 4096
#define MOUNTED "/mnt" // covered in a mount namespace of its own

static void skip(const char *what) {
    printf("SKIP %s: %s\n", what, strerror(errno));
    exit(77);
}

static void answer(int fuse, uint64_t unique, int error, const void *data, size_t length) {
    struct fuse_out_header header = {
        .len = (uint32_t)(sizeof header + length), .error = -error, .unique = unique};
    struct iovec parts[] = {{&header, sizeof header}, {(void *)data, length}};
    if (writev(fuse, parts, length ? 2 : 1) < 0 && errno != ENOENT) { // ENOENT: the one who asked does not wait any more
        perror("silent: writev");
        exit(1);
    }
}

static struct fuse_attr attributes(uint64_t node) {
    struct fuse_attr attr = {.ino = node, .nlink = 1, .mode = node == FILE_NODE ? S_IFREG | 0644 : S_IFDIR | 0755};
    attr.size = node == FILE_NODE ? SIZE : 0;
    return attr;
}

/* Answers all but READ, until standard input ends. */
static void serve(int fuse) {
    static char request[FUSE_MIN_READ_BUFFER + SIZE];
    struct pollfd asked[] = {{fuse, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    while (poll(asked, 2, -1) >= 0 || errno == EINTR) {
        if (asked[1].revents) {
            return;
        }
        if (!(asked[0].revents & POLLIN)) {
            continue;
        }
        ssize_t length = read(fuse, request, sizeof request);
        if (length < (ssize_t)sizeof(struct fuse_in_header)) {
            continue;
        }
        struct fuse_in_header *in = (struct fuse_in_header *)request;
        switch (in->opcode) {
        case FUSE_INIT: {
            struct fuse_init_in *init = (struct fuse_init_in *)(in + 1);
            struct fuse_init_out out = {
                .major = FUSE_KERNEL_VERSION, .minor = init->minor, .max_write = SIZE, .time_gran = 1};
            answer(fuse, in->unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_LOOKUP: {
            struct fuse_entry_out out = {.nodeid = FILE_NODE, .attr_valid = 60, .entry_valid = 60};
            out.attr = attributes(FILE_NODE);
            answer(fuse, in->unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_GETATTR: {
            struct fuse_attr_out out = {.attr_valid = 60, .attr = attributes(in->nodeid)};
            answer(fuse, in->unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_OPEN: {
            struct fuse_open_out out = {.fh = 1};
            answer(fuse, in->unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_READ:
        case FUSE_FORGET:
        case FUSE_INTERRUPT:
            break;
        default:
            answer(fuse, in->unique, ENOSYS, NULL, 0);
        }
    }
}

/* Says its port and waits to be ended, on a stack of its own: that of the first thread shares a page with the arguments. */
_Noreturn static void *be_silent(void *arguments) {
    int file = open(MOUNTED "/file", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        skip("open");
    }
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    if (listener < 0 || bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 1) < 0
        || getsockname(listener, (struct sockaddr *)&at, &length) < 0) {
        skip("listen");
    }
    uintptr_t page = (uintptr_t)arguments & ~(uintptr_t)(sysconf(_SC_PAGESIZE) - 1);
    if (mmap((void *)page, SIZE, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED) {
        skip("mmap");
    }
    printf("READY pid=%d port=%d\n", (int)getpid(), ntohs(at.sin_port));
    for (;;) {
        pause();
    }
}

int main(int argc, char **argv) {
    (void)argc;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (fuse < 0) {
        skip("open /dev/fuse");
    }
    if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) {
        skip("unshare(CLONE_NEWNS)");
    }
    char options[100];
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=%d,group_id=%d", fuse, (int)getuid(), (int)getgid());
    if (mount("silent", MOUNTED, "fuse", MS_NOSUID | MS_NODEV, options) < 0) {
        skip("mount");
    }
    pid_t child = fork();
    if (child < 0) {
        skip("fork");
    }
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(fuse); // else the file system lives as long as this process
        pthread_t thread;
        if (pthread_create(&thread, NULL, be_silent, argv[0])) {
            skip("pthread_create");
        }
        for (;;) {
            pause();
        }
    }
    serve(fuse);
    close(fuse); // now every read fails, and nobody waits any more
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}
