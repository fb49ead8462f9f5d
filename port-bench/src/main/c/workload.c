/*
 * workload: fills this host with processes, descriptors and loopback sockets, so that something can be measured.
 *
 *   cc -O2 -o workload workload.c
 *   workload W1|W2|W3|W4|W5 [OPTION VALUE]...
 *
 *   W1   300 processes with 30 descriptors each, one of them a listener on its own port, from 20000 on
 *   W2   2000 processes with 20 descriptors each; five of them share one listener on port 18080
 *   W3   1 process with 20,000 descriptors, 10,000 of them established connections' ends
 *   W4   5 processes with 10,000 established ends each
 *   W5   20 processes with 10,000 established ends each
 *
 * Each property can be set by itself, so that growth can be measured:
 *   --processes N     how many processes, those that share the listener included
 *   --descriptors N   how many descriptors each has at least
 *   --connections N   how many loopback connections each has, and so twice as many sockets
 *   --listeners PORT  each listens on a port of its own, from PORT on; 0 for none
 *   --shared PORT     one listener on PORT, shared by --sharers processes in the middle of the others; 0 for none
 *   --sharers N
 *   --mappings N      how many mappings of a file each has beside its own: a program in Python has about 200 lines in /proc/PID/maps
 *
 * Prints "READY ..." when all stand, then stays until standard input ends or SIGTERM comes. No process outlives its parent.
 * All sockets are on 127.0.0.0/8, and are reset when closed, so that nothing is left in TIME_WAIT.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct load {
    const char *name;
    int processes;
    int descriptors;
    int connections;
    int listeners;
    int shared;
    int sharers;
    int mappings;
};

static const struct load presets[] = {
    {"W1", 300, 30, 0, 20000, 0, 0, 0},
    {"W2", 2000, 20, 0, 0, 18080, 5, 0},
    {"W3", 1, 20000, 5000, 0, 0, 0, 0},
    {"W4", 5, 0, 5000, 0, 0, 0, 0},
    {"W5", 20, 0, 5000, 0, 0, 0, 0},
};

/* Each process writes one byte here when it stands; that the pipe ends means that nobody is left to do so. */
static int standing;

static void fail(const char *format, ...) {
    int error = errno;
    va_list args;
    va_start(args, format);
    fputs("workload: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, ": %s\n", strerror(error));
    exit(1);
}

static int checked(int result, const char *call) {
    if (result < 0) {
        fail("%s", call);
    }
    return result;
}

/* Forks; the child dies with this process, even if this one died before the child could ask for it. */
static pid_t fork_bound(void) {
    pid_t parent = getpid();
    fflush(NULL);
    pid_t child = checked(fork(), "fork");
    if (child == 0) {
        checked(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
        if (getppid() != parent) {
            _exit(1);
        }
    }
    return child;
}

static void stand(void) {
    if (write(standing, "+", 1) != 1) {
        _exit(1);
    }
    /* closes the pipe, and keeps the number of descriptors as it is */
    checked(dup2(0, standing), "dup2");
    for (;;) {
        pause();
    }
}

static int reset_on_close(int socket) {
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    checked(setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, sizeof linger), "setsockopt");
    return socket;
}

/* Connections of different processes use different addresses, so that each has all ephemeral ports to itself. */
static struct sockaddr_in loopback(int index, int port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t) port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t) index),
    };
}

static int listen_on(struct sockaddr_in *address) {
    int listener = reset_on_close(checked(socket(AF_INET, SOCK_STREAM, 0), "socket"));
    int yes = 1;
    checked(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "setsockopt");
    if (bind(listener, (struct sockaddr *) address, sizeof *address) < 0) {
        fail("bind to port %d", ntohs(address->sin_port));
    }
    checked(listen(listener, 128), "listen");
    socklen_t length = sizeof *address;
    checked(getsockname(listener, (struct sockaddr *) address, &length), "getsockname");
    return listener;
}

static void connect_pairs(int count, int index) {
    struct sockaddr_in address = loopback(index, 0);
    int listener = listen_on(&address);
    for (int i = 0; i < count; i++) {
        int near = reset_on_close(checked(socket(AF_INET, SOCK_STREAM, 0), "socket"));
        checked(connect(near, (struct sockaddr *) &address, sizeof address), "connect");
        reset_on_close(checked(accept(listener, NULL, NULL), "accept"));
    }
    close(listener);
}

/* Opens descriptors of the usual kinds until the highest is COUNT - 1: all below it are in use, so there are COUNT. */
static void fill(int count) {
    int both[2];
    int highest = 0;
    for (int kind = 0; highest < count - 1; kind++) {
        int two = highest + 2 < count;
        switch (kind % 5) {
            case 0:
                highest = checked(open("/dev/null", O_RDWR), "open");
                break;
            case 1:
                highest = checked(eventfd(0, 0), "eventfd");
                break;
            case 2:
                highest = checked(epoll_create1(0), "epoll_create1");
                break;
            case 3:
                if (two) {
                    checked(pipe(both), "pipe");
                    highest = both[1];
                }
                break;
            default:
                if (two) {
                    checked(socketpair(AF_UNIX, SOCK_STREAM, 0, both), "socketpair");
                    highest = both[1];
                }
                break;
        }
    }
}

/* Maps the same page of this program again and again, which children inherit: no two are next to each other in the file, so none are merged. */
static void map(int count) {
    int program = checked(open("/proc/self/exe", O_RDONLY), "open");
    for (int i = 0; i < count; i++) {
        if (mmap(NULL, (size_t) sysconf(_SC_PAGESIZE), PROT_READ, MAP_PRIVATE, program, 0) == MAP_FAILED) {
            fail("mmap");
        }
    }
    close(program);
}

/* Lets go of what is the parent's. */
static void become_child(int pipe) {
    signal(SIGTERM, SIG_DFL);
    close(pipe);
    int null = checked(open("/dev/null", O_RDWR), "open");
    checked(dup2(null, 0), "dup2");
    checked(dup2(null, 1), "dup2");
    close(null);
}

static void run(const struct load *load, int index) {
    if (load->listeners) {
        struct sockaddr_in address = loopback(0, load->listeners + index);
        listen_on(&address);
    }
    connect_pairs(load->connections, index);
    fill(load->descriptors);
    stand();
}

static void run_sharers(const struct load *load) {
    struct sockaddr_in address = loopback(0, load->shared);
    listen_on(&address);
    fill(load->descriptors);
    for (int i = 1; i < load->sharers; i++) {
        if (fork_bound() == 0) {
            stand();
        }
    }
    stand();
}

static int number(const char *option, const char *text) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < 0 || value > 10000000) {
        fprintf(stderr, "workload: %s takes a number, not '%s'\n", option, text);
        exit(2);
    }
    return (int) value;
}

static struct load parse(int argc, char **argv) {
    struct load load = {.name = NULL};
    for (size_t i = 0; argc > 1 && i < sizeof presets / sizeof *presets; i++) {
        if (!strcmp(argv[1], presets[i].name)) {
            load = presets[i];
        }
    }
    if (!load.name || argc % 2) {
        fputs("usage: workload W1|W2|W3|W4|W5 [--processes N] [--descriptors N] [--connections N] [--listeners PORT]"
              " [--shared PORT] [--sharers N] [--mappings N]\n", stderr);
        exit(2);
    }
    for (int i = 2; i < argc; i += 2) {
        struct { const char *name; int *value; } options[] = {
            {"--processes", &load.processes}, {"--descriptors", &load.descriptors},
            {"--connections", &load.connections}, {"--listeners", &load.listeners},
            {"--shared", &load.shared}, {"--sharers", &load.sharers}, {"--mappings", &load.mappings},
        };
        size_t k = 0;
        size_t count = sizeof options / sizeof *options;
        while (k < count && strcmp(argv[i], options[k].name)) {
            k++;
        }
        if (k == count) {
            fprintf(stderr, "workload: unknown option '%s'\n", argv[i]);
            exit(2);
        }
        *options[k].value = number(argv[i], argv[i + 1]);
    }
    if (!load.shared) {
        load.sharers = 0;
    } else if (load.sharers < 1) {
        load.sharers = 1;
    }
    if (load.processes < load.sharers) {
        fputs("workload: fewer processes than sharers\n", stderr);
        exit(2);
    }
    return load;
}

static void allow_descriptors(const struct load *load) {
    rlim_t needed = 2 * (rlim_t) load->connections + 16;
    if (needed < (rlim_t) load->descriptors) {
        needed = (rlim_t) load->descriptors;
    }
    struct rlimit limit;
    checked(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
    if (limit.rlim_cur < needed) {
        limit.rlim_cur = needed;
        if (limit.rlim_max < needed) {
            limit.rlim_max = needed;
        }
        if (setrlimit(RLIMIT_NOFILE, &limit) < 0) {
            fail("%ld descriptors per process", (long) needed);
        }
    }
}

static void on_term(int signal) {
    (void) signal;
}

int main(int argc, char **argv) {
    struct load load = parse(argc, argv);
    allow_descriptors(&load);
#ifdef SYS_close_range
    /* what a script leaves open would be counted in each process; an older kernel says ENOSYS */
    syscall(SYS_close_range, 3U, ~0U, 0U);
#endif
    checked(prctl(PR_SET_PDEATHSIG, SIGTERM), "prctl");
    struct sigaction action = {.sa_handler = on_term};
    checked(sigaction(SIGTERM, &action, NULL), "sigaction");

    map(load.mappings);

    int ends[2];
    checked(pipe(ends), "pipe");
    standing = ends[1];
    int alone = load.processes - load.sharers;
    pid_t *children = calloc((size_t) alone + 1, sizeof *children);
    if (!children) {
        fail("calloc");
    }
    int started = 0;
    for (int i = 0; i <= alone; i++) {
        if (i == alone / 2 && load.shared && (children[started++] = fork_bound()) == 0) {
            become_child(ends[0]);
            run_sharers(&load);
        }
        if (i < alone && (children[started++] = fork_bound()) == 0) {
            become_child(ends[0]);
            run(&load, i);
        }
    }
    close(standing);

    char bytes[4096];
    int up = 0;
    ssize_t count;
    while ((count = read(ends[0], bytes, sizeof bytes)) > 0) {
        up += (int) count;
    }
    close(ends[0]);
    int status = 0;
    if (up == load.processes) {
        printf("READY %s processes=%d descriptors=%d connections=%d listeners=%d shared=%d sharers=%d\n", load.name,
               load.processes, load.descriptors, load.processes * load.connections, load.listeners, load.shared,
               load.sharers);
        fflush(stdout);
        while (read(0, bytes, sizeof bytes) > 0) {
        }
    } else {
        fprintf(stderr, "workload: only %d of %d processes stand\n", up, load.processes);
        status = 1;
    }
    /* not reaped yet, so these pids are still our children's */
    for (int i = 0; i < started; i++) {
        kill(children[i], SIGKILL);
    }
    for (int i = 0; i < started; i++) {
        waitpid(children[i], NULL, 0);
    }
    return status;
}
