// SPDX-License-Identifier: Apache-2.0
/* The part of actor.c that is for Linux: /proc, namespaces, a child subreaper, threads that are processes of their own. */
#include <dirent.h>
#include <net/if.h>
#include <semaphore.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifndef SYS_clone3
#define SYS_clone3 435 // the same number on all architectures
#endif

static int proc_fd = -1; // the /proc of the place where the test runs; kept over --mount-proc
static bool leader_exits;
static pthread_t first_thread;
static sem_t leave; // tells a first thread that waits in option_own_fds() to exit

/** Whether this is an actor that has become another program of the same; here it never has to. */
static bool has_begun(void) {
    first_thread = pthread_self();
    proc_fd = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (proc_fd < 0) fail("open(/proc)");
    return false;
}

/** This process as the test sees it, whatever pid namespace it lives in. */
static int outer_pid(void) {
    char text[16] = "";
    if (readlinkat(proc_fd, "self", text, sizeof text - 1) <= 0) fail("readlink(/proc/self)");
    return atoi(text);
}

/** State and parent from /proc/NAME/stat; 0 when there is no such process. */
static char state_of(const char *name, int *parent) {
    char path[64], text[512];
    snprintf(path, sizeof path, "%s/stat", name);
    int fd = openat(proc_fd, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0) return 0;
    text[length] = 0;
    char state = 0;
    const char *rest = strrchr(text, ')'); // the name in front may hold anything
    return rest != NULL && sscanf(rest + 1, " %c %d", &state, parent) == 2 ? state : 0;
}

static char state_now(const char *process) {
    int parent;
    return state_of(process, &parent);
}

/** What to poll the near end of a connection for. */
static short peer_events(void) {
    return POLLRDHUP;
}

static bool has_peer_closed(int fd) {
    (void) fd; // POLLRDHUP says no more
    return true;
}

static void set_name(const char *name) {
    if (prctl(PR_SET_NAME, name) != 0) fail("prctl(PR_SET_NAME)");
}

/** Lets others look at it as at any process of its user, in spite of the change of user. */
static void be_visible(void) {
    if (prctl(PR_SET_DUMPABLE, 1) != 0) fail("prctl(PR_SET_DUMPABLE)");
}

/** Like fork(), but with exactly this pid in the pid namespace; for a process that has one thread. @see clone(2) */
static pid_t fork_as(pid_t wanted) {
    struct { // struct clone_args
        _Alignas(8) uint64_t flags;
        uint64_t pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size;
    } args = {.exit_signal = SIGCHLD, .set_tid = (uint64_t) (uintptr_t) &wanted, .set_tid_size = 1};
    return (pid_t) syscall(SYS_clone3, &args, sizeof args);
}

// ---- options ----

static void write_last_pid(long pid) {
    char text[24];
    int length = snprintf(text, sizeof text, "%ld", pid);
    int fd = openat(proc_fd, "sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, text, (size_t) length) != length) fail("ns_last_pid");
    close(fd);
}

/** The older way to a pid. Others may fork between the write and our fork, so it is tried until it holds. */
static bool is_child_by_last_pid(pid_t wanted) {
    for (int tries = 0; tries < 2000; tries++) {
        write_last_pid(wanted - 1);
        pid_t pid = spawn();
        if (pid == 0 && getpid() == wanted) return true;
        if (pid == 0) _exit(0);
        if (pid == wanted) return false;
        waitpid(pid, NULL, 0);
        child_count--;
    }
    errno = EEXIST;
    fail("--as-pid: taken by another process");
}

static void option_as_pid(pid_t wanted) {
    announce("parent");
    pid_t pid;
    long long deadline = now_millis() + 5000;
    while ((pid = spawn_as(wanted)) < 0 && errno == EEXIST && now_millis() < deadline) nap(1000);
    if (pid < 0 && errno == EEXIST) fail("--as-pid: taken by another process");
    bool is_child = pid == 0 || (pid < 0 && is_child_by_last_pid(wanted)); // a kernel or sandbox without clone3
    if (!is_child) {
        start_reaping();
        live();
    }
    tell_parent();
}

static void option_pidns(void) {
    if (unshare(CLONE_NEWPID) != 0) fail("unshare(CLONE_NEWPID)");
    announce("outside");
    start_reaping();
    if (spawn() != 0) live();
    tell_parent();
    start_reaping(); // orphans of the namespace come to its first process
}

static void option_netns(void) {
    if (unshare(CLONE_NEWNET) != 0) fail("unshare(CLONE_NEWNET)");
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) != 0) fail("ioctl(SIOCSIFFLAGS)");
    close(fd);
}

static void option_mount_proc(void) {
    if (unshare(CLONE_NEWNS) != 0) fail("unshare(CLONE_NEWNS)");
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail("mount(/, private)");
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) fail("mount(/proc)");
}

static void *live_without_leader(void *none) {
    (void) none;
    int parent;
    while (state_of("self", &parent) != 'Z') nap(500);
    announce("main");
    live();
}

static void *perform_with_own_fds(void *none) {
    (void) none;
    if (unshare(CLONE_FILES) != 0) fail("unshare(CLONE_FILES)");
    perform();
    return NULL;
}

static void option_own_fds(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, perform_with_own_fds, NULL) != 0) fail("pthread_create");
    while (sem_wait(&leave) != 0) continue; // for ever, unless --leader-exits: the process ends as a whole
    pthread_exit(NULL);
}

static bool do_own_option(const char *name) {
    if (strcmp(name, "leader-exits") == 0) leader_exits = true;
    else if (strcmp(name, "own-fds") == 0) option_own_fds();
    else if (strcmp(name, "pidns") == 0) option_pidns();
    else if (strcmp(name, "netns") == 0) option_netns();
    else if (strcmp(name, "mount-proc") == 0) option_mount_proc();
    else if (strcmp(name, "not-dumpable") == 0) prctl(PR_SET_DUMPABLE, 0);
    else if (strcmp(name, "as-pid") == 0) option_as_pid((pid_t) number(next_word(name), 2, 4194304, name));
    else if (strcmp(name, "ns-last-pid") == 0) write_last_pid(number(next_word(name), 1, 4194304, name));
    else return false;
    return true;
}

/** Before it announces itself: the thread that is to live on goes on alone. */
static void take_place(void) {
    if (leader_exits && pthread_equal(pthread_self(), first_thread)) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, live_without_leader, NULL) != 0) fail("pthread_create");
        pthread_exit(NULL);
    }
    if (leader_exits) {
        sem_post(&leave);
        live_without_leader(NULL);
    }
}

// ---- the warden ----

enum { census = -1 }; // orphans come to the warden: it sees their end by itself

static void become_warden(void) {
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) fail("prctl(PR_SET_CHILD_SUBREAPER)");
}

static void watch_over(void) {
    prctl(PR_SET_NAME, "warden");
}

static void become_actor(void) {} // its lifeline is descriptor 0, of which poll(2) tells the end in any case

static bool has_no_orphans(void) {
    return true;
}

static bool is_mine(int pid) {
    for (int depth = 0; depth < 64 && pid > 1; depth++) {
        char name[16];
        snprintf(name, sizeof name, "%d", pid);
        if (state_of(name, &pid) == 0) return false;
        if (pid == getpid()) return true;
    }
    return false;
}

static struct {
    char folder[256];
    bool all;
} frozen[8];
static int frozen_count;

static void put(const char *folder, const char *file, const char *text) {
    char path[320];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) fail(path);
    ssize_t length = (ssize_t) strlen(text);
    if (write(fd, text, (size_t) length) != length) drop(fd, path);
    close(fd);
}

static bool shows(const char *folder, const char *file, const char *wanted) {
    char path[320], text[256];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length < 0) return false;
    text[length] = 0;
    return strstr(text, wanted) != NULL;
}

/** "all PID DIR" with v1's freezer, which holds up KILL too, or "handlers PID DIR" with v2's. */
static void freeze(const char *text) {
    char how[16], process[16], folder[sizeof frozen->folder];
    commanded = true;
    if (setjmp(refused) == 0) {
        if (sscanf(text, "%15s %15s %255[^\n]", how, process, folder) != 3) misused("freeze");
        bool all = strcmp(how, "all") == 0;
        if (!is_mine((int) number(process, 2, 4194304, "pid"))) misused("freeze: not a descendant");
        if (frozen_count == sizeof frozen / sizeof *frozen) misused("freeze: too many");
        if (mkdir(folder, 0755) != 0) fail("mkdir");
        strcpy(frozen[frozen_count].folder, folder);
        frozen[frozen_count++].all = all;
        put(folder, "cgroup.procs", process);
        put(folder, all ? "freezer.state" : "cgroup.freeze", all ? "FROZEN" : "1");
        long long deadline = now_millis() + 5000;
        const char *file = all ? "freezer.state" : "cgroup.events", *wanted = all ? "FROZEN" : "frozen 1";
        while (!shows(folder, file, wanted) && now_millis() < deadline) nap(200);
        if (!shows(folder, file, wanted)) {
            errno = ETIMEDOUT;
            fail("freeze");
        }
        say("OK freeze pid=%s", process);
    }
    commanded = false;
}

static void thaw(const char *folder, bool all) {
    commanded = true; // a failure is told and does not end us
    if (setjmp(refused) == 0) put(folder, all ? "freezer.state" : "cgroup.freeze", all ? "THAWED" : "0");
    commanded = false;
}

/** The end of the warden, when no descendant is left. */
static _Noreturn void leave_behind_nothing(int code) {
    for (int i = 0; i < frozen_count; i++) {
        for (int tries = 0; rmdir(frozen[i].folder) != 0 && errno == EBUSY && tries < 1000; tries++) nap(1000);
    }
    _exit(code);
}

static bool do_own_command(const char *line) {
    if (strncmp(line, "freeze ", 7) != 0) return false;
    freeze(line + 7);
    return true;
}

/** Kills all descendants: those whose parent dies become our children, until none is left. */
static _Noreturn void sweep(int actor) {
    (void) actor; // it ends by a signal
    for (int i = 0; i < frozen_count; i++) thaw(frozen[i].folder, frozen[i].all);
    for (long long deadline = now_millis() + 10000; now_millis() < deadline; nap(2000)) {
        int all = openat(proc_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR *directory = all < 0 ? NULL : fdopendir(all);
        for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
            int parent = 0;
            if (!isdigit((unsigned char) entry->d_name[0]) || state_of(entry->d_name, &parent) == 0) continue;
            if (parent == getpid()) kill(atoi(entry->d_name), SIGKILL); // not reaped yet, so it cannot be another
        }
        if (directory != NULL) closedir(directory);
        pid_t pid;
        while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) continue;
        if (pid < 0 && errno == ECHILD) leave_behind_nothing(0);
    }
    dprintf(2, "FAIL sweep: a descendant does not die\n");
    _exit(3);
}
