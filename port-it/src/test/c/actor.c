// SPDX-License-Identifier: Apache-2.0
/*
 * A process on order, for the tests: it opens the sockets it is told to, forks, ignores, dies, comes back.
 *
 * Options act in the order given (the list is in usage() below). The program first splits in two:
 *
 *   warden   the process that the test started. It holds no socket, reads standard input, passes commands on to the
 *            actor and collects what the actor leaves behind (it is a child subreaper). When standard input ends,
 *            because the test closed it or its JVM died in whatever way, the warden kills every descendant, stopped
 *            and deaf ones included, reaps them and exits. It exits too when the last descendant has gone.
 *   actor    everything else. Its descriptor 0 is a pipe from the warden, inherited by all it forks; each process of
 *            it ends when that pipe ends, so nothing outlives a killed warden either.
 *
 * Each event is one line on standard output, written at once: `READY pid=4711 inner=4711 role=main`. `pid` is the
 * number as seen where the test runs, `inner` the one in the process's own pid namespace. The line of role=main is
 * the last one of the start; the other events are SOCKET, CHILD, GOT, CLOSED, ACCEPTED, PEER-CLOSED, EXIT, OK and
 * FAILED. A set-up that fails prints `FAIL what errno name` on standard error and exits with 3.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef SYS_clone3
#define SYS_clone3 435 // the same number on all architectures
#endif

static void usage(void) {
    static const char text[] =
        "actor [OPTION...]   options act in the order given; port 0 = any, port @ = that of the socket before\n"
        "  --listen ADDR:PORT[,noreuse][,reuseport][,v6only|dual][,accept|reset]   TCP listener\n"
        "  --bind ADDR:PORT[,noreuse][,reuseport][,v6only|dual]   TCP, bound and never listening\n"
        "  --udp ADDR:PORT[,reuse][,reuseport][,v6only|dual][,answer]   UDP, bound\n"
        "  --udp-connect ADDR:PORT[,from=PORT]                    UDP with a remote address\n"
        "  --connect ADDR:PORT[,from=PORT]                        TCP client, keeps the connection\n"
        "  --fork N           N children that inherit all descriptors so far and wait; given before the sockets, none\n"
        "  --fork-idle N      the same, announced as role=idle\n"
        "  --name STR         the process name; \\n \\t \\e \\\\ and \\xNN are decoded\n"
        "  --ignore SIG,...   ignore these\n"
        "  --record           print GOT for TERM, HUP and INT, and live on\n"
        "  --on SIG=exit[:MS] | SIG=close[:MS] | SIG=hand-over[:MS] | SIG=record\n"
        "                     what a signal does, MS later; several may be given\n"
        "  --leader-exits     in the end the first thread exits and another lives on with the descriptors\n"
        "  --own-fds          a second thread with its own descriptor table does what follows\n"
        "  --zombie           a child does what follows, and is never reaped\n"
        "  --supervise MS     a child does what follows, and is forked again MS after each death\n"
        "  --as-pid N         a child with exactly this pid does what follows (by clone3, else through ns_last_pid)\n"
        "  --send-fd          the sockets so far go into flight (SCM_RIGHTS to itself); no descriptor table has them\n"
        "  --pidns            a child does what follows as first process of a new pid namespace\n"
        "  --netns            a new network namespace, its loopback up\n"
        "  --mount-proc       a new mount namespace with a /proc of the pid namespace\n"
        "  --setuid UID       become that user and group, without further groups\n"
        "  --ns-last-pid N    write N to ns_last_pid\n"
        "  --not-dumpable     refuse other processes of the same user a look at the descriptors\n"
        "  --files N          N more descriptors, of /dev/null\n"
        "  --churn LOW-HIGH   a thread that opens and closes listeners on 127.0.0.1, on these ports in turn\n"
        "  --note STR         nothing; an argument for others to see\n"
        "  --exec CMD...      become that program\n"
        "commands, one a line on standard input; each is answered with OK or FAILED\n"
        "  close              close what listens or is bound, keep connections\n"
        "  close-all          close all sockets\n"
        "  hand-over          give the sockets to a child, and exit\n"
        "  exit [CODE]        exit\n"
        "  churned            print the rounds of --churn\n"
        "  hold SIG           from now on, between GOT and what is to be done, wait for the command go\n"
        "  listen bind udp udp-connect connect fork name ignore record on send-fd files   as the options\n"
        "commands that the warden carries out, on any descendant and whatever state that is in\n"
        "  signal PID NAME    returns after STOP when it has stopped, after KILL when it has ended\n"
        "  freeze all|handlers PID DIR   make the cgroup DIR (of v1's freezer, or of v2) and freeze it there\n"
        "  sync               answered after all that was printed before\n";
    if (write(2, text, sizeof text - 1) < 0) _exit(2);
    _exit(2);
}

// ---- events and failures ----

static int proc_fd = -1; // the /proc of the place where the test runs; kept over --mount-proc
static jmp_buf refused; // where a failed command continues
static bool commanded; // a command is being carried out: failures are answered instead of fatal

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
    char line[512];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(line, sizeof line - 1, format, list);
    va_end(list);
    if (length > (int) sizeof line - 2) length = sizeof line - 2;
    line[length] = '\n';
    if (write(1, line, (size_t) length + 1) < 0) return; // nobody listens any more
}

static const char *errno_name(int number) {
    static const struct {
        int number;
        const char *name;
    } known[] = {{EACCES, "EACCES"}, {EADDRINUSE, "EADDRINUSE"}, {EADDRNOTAVAIL, "EADDRNOTAVAIL"},
            {EAFNOSUPPORT, "EAFNOSUPPORT"}, {EAGAIN, "EAGAIN"}, {ECONNREFUSED, "ECONNREFUSED"}, {EEXIST, "EEXIST"},
            {EINVAL, "EINVAL"}, {EMFILE, "EMFILE"}, {ENETUNREACH, "ENETUNREACH"}, {ENOENT, "ENOENT"},
            {ENOMEM, "ENOMEM"}, {ENOSPC, "ENOSPC"}, {ENOSYS, "ENOSYS"}, {EPERM, "EPERM"}, {EROFS, "EROFS"},
            {ESRCH, "ESRCH"}, {ETIMEDOUT, "ETIMEDOUT"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].number == number) return known[i].name;
    }
    return "E?";
}

static _Noreturn void fail(const char *what) {
    int number = errno;
    if (commanded) {
        say("FAILED %s %d %s", what, number, errno_name(number));
        longjmp(refused, 1);
    }
    dprintf(2, "FAIL %s %d %s\n", what, number, errno_name(number));
    _exit(3);
}

static _Noreturn void misused(const char *what) {
    errno = EINVAL;
    fail(what);
}

static long number(const char *text, long low, long high, const char *what) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != 0 || value < low || value > high) misused(what);
    return value;
}

static long long now_millis(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

// ---- who am I ----

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

static void announce(const char *role) {
    say("READY pid=%d inner=%d role=%s", outer_pid(), (int) getpid(), role);
}

// ---- signals: handlers only wake the loop ----

enum deed { RECORD, EXIT, CLOSE, HAND_OVER };

struct rule {
    int signal;
    enum deed deed;
    int millis;
};

static const struct {
    const char *name;
    int signal;
} signals[] = {{"HUP", SIGHUP}, {"INT", SIGINT}, {"QUIT", SIGQUIT}, {"KILL", SIGKILL}, {"USR1", SIGUSR1},
        {"USR2", SIGUSR2}, {"ALRM", SIGALRM}, {"TERM", SIGTERM}, {"CHLD", SIGCHLD}, {"CONT", SIGCONT},
        {"STOP", SIGSTOP}, {"TSTP", SIGTSTP}, {"PIPE", SIGPIPE}, {"WINCH", SIGWINCH}};

static int wake[2] = {-1, -1};
static struct rule rules[16];
static int rule_count;
static struct {
    long long due;
    enum deed deed;
} pending[16];
static int pending_count;

static int signal_number(const char *name, size_t length) {
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (strlen(signals[i].name) == length && strncmp(signals[i].name, name, length) == 0) return signals[i].signal;
    }
    misused("signal name");
}

static const char *signal_name(int signal) {
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (signals[i].signal == signal) return signals[i].name;
    }
    return "?";
}

static void on_signal(int signal) {
    int kept = errno;
    unsigned char byte = (unsigned char) signal;
    if (write(wake[1], &byte, 1) < 0) errno = kept; // a full pipe wakes as well
    errno = kept;
}

static void heed(int signal, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART | (signal == SIGCHLD ? SA_NOCLDSTOP : 0)};
    if (sigaction(signal, &action, NULL) != 0) fail("sigaction");
}

static void open_wake(void) {
    if (wake[0] >= 0) {
        close(wake[0]);
        close(wake[1]);
    }
    if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) fail("pipe2");
}

static void add_rule(int signal, enum deed deed, int millis) {
    if (rule_count == sizeof rules / sizeof *rules) misused("--on: too many");
    rules[rule_count++] = (struct rule){signal, deed, millis};
    heed(signal, on_signal);
}

static void option_on(const char *text) {
    const char *equals = strchr(text, '=');
    if (equals == NULL) misused("--on");
    int signal = signal_number(text, (size_t) (equals - text));
    const char *deed = equals + 1;
    const char *colon = strchr(deed, ':');
    size_t length = colon == NULL ? strlen(deed) : (size_t) (colon - deed);
    int millis = colon == NULL ? 0 : (int) number(colon + 1, 0, 600000, "--on");
    if (strcmp(deed, "record") == 0) add_rule(signal, RECORD, 0);
    else if (length == 4 && strncmp(deed, "exit", 4) == 0) add_rule(signal, EXIT, millis);
    else if (length == 5 && strncmp(deed, "close", 5) == 0) add_rule(signal, CLOSE, millis);
    else if (length == 9 && strncmp(deed, "hand-over", 9) == 0) add_rule(signal, HAND_OVER, millis);
    else misused("--on");
}

static void option_ignore(const char *text) {
    while (*text != 0) {
        size_t length = strcspn(text, ",");
        heed(signal_number(text, length), SIG_IGN);
        text += length + (text[length] == ',');
    }
}

static void option_record(void) {
    add_rule(SIGTERM, RECORD, 0);
    add_rule(SIGHUP, RECORD, 0);
    add_rule(SIGINT, RECORD, 0);
}

// ---- children ----

static struct {
    pid_t inner; // as fork and wait know it
    int outer; // as the test knows it
} children[256];
static int child_count;
static bool reaps; // this process collects its children
static int told = -1; // the parent of this process waits for a word here

/** Like fork(), but with exactly this pid in the pid namespace; for a process that has one thread. @see clone(2) */
static pid_t fork_as(pid_t wanted) {
    struct { // struct clone_args
        _Alignas(8) uint64_t flags;
        uint64_t pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size;
    } args = {.exit_signal = SIGCHLD, .set_tid = (uint64_t) (uintptr_t) &wanted, .set_tid_size = 1};
    return (pid_t) syscall(SYS_clone3, &args, sizeof args);
}

/** Forks; the parent goes on once the child has called tell_parent(). 0 for any pid, else -1 where that one is taken. */
static pid_t spawn_as(pid_t wanted) {
    int word[2];
    if (pipe2(word, O_CLOEXEC) != 0) fail("pipe2");
    pid_t pid = wanted == 0 ? fork() : fork_as(wanted);
    if (pid < 0 && wanted != 0) {
        int kept = errno;
        close(word[0]);
        close(word[1]);
        errno = kept;
        return -1;
    }
    if (pid < 0) fail("fork");
    if (pid == 0) {
        close(word[0]);
        told = word[1];
        child_count = 0;
        pending_count = 0;
        reaps = false;
        commanded = false;
        heed(SIGCHLD, SIG_DFL);
        open_wake();
        return 0;
    }
    close(word[1]);
    int outer = 0;
    if (read(word[0], &outer, sizeof outer) != sizeof outer) outer = 0; // it has failed, and said so
    close(word[0]);
    if (child_count < (int) (sizeof children / sizeof *children)) {
        children[child_count].inner = pid;
        children[child_count++].outer = outer;
    }
    return pid;
}

static pid_t spawn(void) {
    return spawn_as(0);
}

static void tell_parent(void) {
    int outer = outer_pid();
    if (write(told, &outer, sizeof outer) != sizeof outer) _exit(3);
    close(told);
}

static void start_reaping(void) {
    reaps = true;
    heed(SIGCHLD, on_signal);
}

static void say_exit(int outer, int status) {
    if (WIFSIGNALED(status)) say("EXIT pid=%d signal=%s", outer, signal_name(WTERMSIG(status)));
    else say("EXIT pid=%d code=%d", outer, WEXITSTATUS(status));
}

static void reap(void) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (int i = 0; i < child_count; i++) {
            if (children[i].inner != pid) continue;
            say_exit(children[i].outer, status);
            children[i] = children[--child_count];
            break;
        }
    }
}

static bool has_child(pid_t pid) {
    for (int i = 0; i < child_count; i++) {
        if (children[i].inner == pid) return true;
    }
    return false;
}

// ---- sockets ----

enum kind { LISTENER, BOUND, CONNECTION, OTHER };
enum service { NOTHING, ACCEPT, RESET, ANSWER }; // what is done for who comes to a listening or bound socket

static struct {
    int fd;
    enum kind kind;
    enum service service;
    bool peer_closed;
} held[1024];
static int held_count;
static int last_port;

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static bool has_flag(const char *flags, const char *flag) {
    size_t length = strlen(flag);
    for (const char *at = flags; (at = strchr(at, ',')) != NULL;) {
        at++;
        if (strncmp(at, flag, length) == 0 && (at[length] == 0 || at[length] == ',' || at[length] == '=')) return true;
    }
    return false;
}

/** Reads "127.0.0.1:80" or "[::1]:80", up to the first comma. */
static socklen_t parse(const char *text, union address *to) {
    char host[64];
    size_t length = strcspn(text, ",");
    if (length >= sizeof host) misused("address");
    memcpy(host, text, length);
    host[length] = 0;
    char *colon = strrchr(host, ':');
    if (colon == NULL) misused("address");
    *colon = 0;
    int port = strcmp(colon + 1, "@") == 0 ? last_port : (int) number(colon + 1, 0, 65535, "port");
    memset(to, 0, sizeof *to);
    if (host[0] == '[') {
        host[strlen(host) - 1] = 0;
        to->v6.sin6_family = AF_INET6;
        to->v6.sin6_port = htons((uint16_t) port);
        if (inet_pton(AF_INET6, host + 1, &to->v6.sin6_addr) != 1) misused("address");
        return sizeof to->v6;
    }
    to->v4.sin_family = AF_INET;
    to->v4.sin_port = htons((uint16_t) port);
    if (inet_pton(AF_INET, host, &to->v4.sin_addr) != 1) misused("address");
    return sizeof to->v4;
}

static void show(const union address *address, char *to, size_t size) {
    char host[INET6_ADDRSTRLEN];
    if (address->any.sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &address->v6.sin6_addr, host, sizeof host);
        snprintf(to, size, "[%s]:%d", host, ntohs(address->v6.sin6_port));
    } else {
        inet_ntop(AF_INET, &address->v4.sin_addr, host, sizeof host);
        snprintf(to, size, "%s:%d", host, ntohs(address->v4.sin_port));
    }
}

static void switch_on(int fd, int level, int option, int value) {
    if (setsockopt(fd, level, option, &value, sizeof value) != 0) fail("setsockopt");
}

static int open_socket(const union address *address, int type, const char *flags) {
    int fd = socket(address->any.sa_family, type, 0);
    if (fd < 0) fail("socket");
    bool reuse = type == SOCK_STREAM ? !has_flag(flags, "noreuse") : has_flag(flags, "reuse");
    if (reuse) switch_on(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    if (has_flag(flags, "reuseport")) switch_on(fd, SOL_SOCKET, SO_REUSEPORT, 1);
    if (has_flag(flags, "v6only")) switch_on(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    if (has_flag(flags, "dual")) switch_on(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    return fd;
}

/** Closes and fails with the errno of what went before; a command may go on after it. */
static _Noreturn void drop(int fd, const char *what) {
    int kept = errno;
    close(fd);
    errno = kept;
    fail(what);
}

static void keep(int fd, enum kind kind, enum service service) {
    if (held_count == sizeof held / sizeof *held) misused("too many sockets");
    held[held_count].fd = fd;
    held[held_count].kind = kind;
    held[held_count].service = service;
    held[held_count++].peer_closed = false;
}

static void say_socket(int fd, const char *proto) {
    union address local;
    socklen_t size = sizeof local;
    struct stat status;
    char text[80];
    if (getsockname(fd, &local.any, &size) != 0) fail("getsockname");
    if (fstat(fd, &status) != 0) fail("fstat");
    show(&local, text, sizeof text);
    last_port = ntohs(local.any.sa_family == AF_INET6 ? local.v6.sin6_port : local.v4.sin_port);
    say("SOCKET pid=%d fd=%d inode=%lu proto=%s local=%s", outer_pid(), fd, (unsigned long) status.st_ino, proto, text);
}

static enum service service_of(const char *flags) {
    if (has_flag(flags, "accept")) return ACCEPT;
    if (has_flag(flags, "reset")) return RESET;
    return has_flag(flags, "answer") ? ANSWER : NOTHING;
}

static void open_bound(const char *text, int type, enum kind kind) {
    union address address;
    socklen_t size = parse(text, &address);
    int fd = open_socket(&address, type, text);
    if (bind(fd, &address.any, size) != 0) drop(fd, "bind");
    if (kind == LISTENER && listen(fd, 128) != 0) drop(fd, "listen");
    keep(fd, kind, service_of(text));
    say_socket(fd, type == SOCK_STREAM ? "tcp" : "udp");
}

static void open_connected(const char *text, int type) {
    union address remote;
    socklen_t size = parse(text, &remote);
    int fd = open_socket(&remote, type, text);
    const char *from = strstr(text, ",from=");
    if (from != NULL) {
        union address local = remote;
        uint16_t port = htons((uint16_t) number(from + 6, 1, 65535, "from"));
        if (local.any.sa_family == AF_INET6) local.v6.sin6_port = port;
        else local.v4.sin_port = port;
        if (bind(fd, &local.any, size) != 0) drop(fd, "bind");
    }
    if (connect(fd, &remote.any, size) != 0) drop(fd, "connect");
    keep(fd, CONNECTION, NOTHING);
    say_socket(fd, type == SOCK_STREAM ? "tcp" : "udp");
}

static void close_sockets(bool all) {
    int kept = 0;
    for (int i = 0; i < held_count; i++) {
        if (!all && (held[i].kind == CONNECTION || held[i].kind == OTHER)) held[kept++] = held[i];
        else close(held[i].fd);
    }
    held_count = kept;
    say("CLOSED pid=%d", outer_pid());
}

static void accept_one(int listener) {
    union address remote;
    socklen_t size = sizeof remote;
    char text[80];
    int fd = accept4(listener, &remote.any, &size, SOCK_NONBLOCK);
    if (fd < 0) return;
    show(&remote, text, sizeof text);
    keep(fd, CONNECTION, NOTHING);
    say("ACCEPTED pid=%d fd=%d remote=%s", outer_pid(), fd, text);
}

static void reset_one(int listener) {
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0) fail("setsockopt");
    close(fd);
}

static void answer_one(int fd) {
    union address remote;
    socklen_t size = sizeof remote;
    char bytes[2048];
    if (recvfrom(fd, bytes, sizeof bytes, MSG_DONTWAIT, &remote.any, &size) < 0) return;
    if (sendto(fd, "here", 4, MSG_DONTWAIT, &remote.any, size) < 0) return; // who asked has gone
}

static void serve(int fd, enum service service) {
    if (service == ACCEPT) accept_one(fd);
    if (service == RESET) reset_one(fd);
    if (service == ANSWER) answer_one(fd);
}

/** Puts all listening and bound sockets in flight: sent to a socket of our own, not yet received, closed here. */
static void option_send_fd(void) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) fail("socketpair");
    int kept = 0;
    for (int i = 0; i < held_count; i++) {
        if (held[i].kind == CONNECTION || held[i].kind == OTHER) {
            held[kept++] = held[i];
            continue;
        }
        char byte = 0;
        struct iovec part = {&byte, 1};
        union {
            char space[CMSG_SPACE(sizeof(int))];
            struct cmsghdr align;
        } control = {{0}};
        struct msghdr message = {
                .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &held[i].fd, sizeof(int));
        if (sendmsg(pair[0], &message, 0) != 1) fail("sendmsg");
        close(held[i].fd);
    }
    held_count = kept;
    keep(pair[0], OTHER, NOTHING);
    keep(pair[1], OTHER, NOTHING);
}

// ---- the loop in which every process waits ----

static bool obeys; // reads the commands; all others only watch the pipe for its end
static bool holds[NSIG]; // signals after which the command go is waited for
static bool held_back;

static void do_command(char *line);

static void hand_over(void) {
    if (spawn() == 0) {
        announce("successor");
        tell_parent();
        return; // with the sockets, the rules and the commands
    }
    _exit(0);
}

static void act(enum deed deed) {
    if (deed == EXIT) _exit(0);
    if (deed == CLOSE) close_sockets(false);
    if (deed == HAND_OVER) hand_over();
}

static void take_commands(void);

static void take_signals(void) {
    unsigned char caught[64];
    ssize_t count = read(wake[0], caught, sizeof caught);
    for (ssize_t i = 0; i < count; i++) {
        if (caught[i] == SIGCHLD) {
            if (reaps) reap();
            continue;
        }
        say("GOT %s pid=%d", signal_name(caught[i]), outer_pid());
        held_back = obeys && holds[caught[i]];
        while (held_back) take_commands();
        for (int r = 0; r < rule_count; r++) {
            if (rules[r].signal != caught[i] || rules[r].deed == RECORD) continue;
            if (pending_count == sizeof pending / sizeof *pending) continue;
            pending[pending_count].due = now_millis() + rules[r].millis;
            pending[pending_count++].deed = rules[r].deed;
        }
    }
}

static void run_pending(void) {
    long long now = now_millis();
    for (int i = 0; i < pending_count;) {
        if (pending[i].due > now) {
            i++;
            continue;
        }
        enum deed deed = pending[i].deed;
        memmove(&pending[i], &pending[i + 1], (size_t) (--pending_count - i) * sizeof *pending);
        act(deed);
    }
}

static void take_commands(void) {
    static char text[1024];
    static size_t length;
    ssize_t count = read(0, text + length, sizeof text - 1 - length);
    if (count <= 0) _exit(0);
    length += (size_t) count;
    text[length] = 0;
    char *line = text;
    for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = 0;
        do_command(line);
    }
    length -= (size_t) (line - text);
    memmove(text, line, length);
    if (length == sizeof text - 1) _exit(3);
}

/** Waits at most so many milliseconds (-1: without end) for one thing to happen, and deals with it. */
static void turn(long long millis) {
    static struct pollfd polled[2 + sizeof held / sizeof *held];
    static int index[sizeof held / sizeof *held];
    int count = 2;
    polled[0] = (struct pollfd){.fd = 0, .events = obeys ? POLLIN : 0};
    polled[1] = (struct pollfd){.fd = wake[0], .events = POLLIN};
    for (int i = 0; obeys && i < held_count; i++) {
        bool watched = held[i].service != NOTHING || (held[i].kind == CONNECTION && !held[i].peer_closed);
        if (!watched) continue;
        index[count - 2] = i;
        polled[count++] = (struct pollfd){.fd = held[i].fd, .events = held[i].service != NOTHING ? POLLIN : POLLRDHUP};
    }
    for (int i = 0; i < pending_count; i++) {
        long long rest = pending[i].due - now_millis();
        if (rest < 0) rest = 0;
        if (millis < 0 || rest < millis) millis = rest;
    }
    if (poll(polled, (nfds_t) count, (int) millis) < 0) {
        if (errno != EINTR) _exit(3);
        return;
    }
    for (int i = 2; i < count; i++) {
        int which = index[i - 2];
        if (polled[i].revents == 0) continue;
        if (held[which].service != NOTHING) {
            serve(held[which].fd, held[which].service);
        } else {
            held[which].peer_closed = true;
            say("PEER-CLOSED pid=%d fd=%d", outer_pid(), held[which].fd);
        }
    }
    if (polled[1].revents != 0) take_signals();
    run_pending();
    if ((polled[0].revents & POLLIN) != 0) take_commands();
    else if (polled[0].revents != 0) _exit(0); // the end of the lifeline
}

static _Noreturn void live(void) {
    for (;;) turn(-1);
}

// ---- options that are more than a line ----

static char **words; // the command line
static int word_count;
static int at; // the word to do next
static bool leader_exits;
static pthread_t first_thread;
static sem_t leave; // tells a first thread that waits in option_own_fds() to exit
static long churned;

static void fork_waiting(int count, const char *role) {
    start_reaping();
    for (int i = 0; i < count; i++) {
        if (spawn() == 0) {
            obeys = false;
            announce(role);
            tell_parent();
            live();
        }
    }
}

static void option_name(const char *text) {
    char name[16];
    size_t length = 0;
    while (*text != 0 && length < sizeof name - 1) {
        char byte = *text++;
        if (byte == '\\') {
            byte = *text++;
            if (byte == 'n') byte = '\n';
            else if (byte == 't') byte = '\t';
            else if (byte == 'e') byte = '\033';
            else if (byte == 'x' && isxdigit((unsigned char) text[0]) && isxdigit((unsigned char) text[1])) {
                char digits[3] = {text[0], text[1], 0};
                byte = (char) strtol(digits, NULL, 16);
                text += 2;
            } else if (byte != '\\') misused("--name");
        }
        name[length++] = byte;
    }
    name[length] = 0;
    if (prctl(PR_SET_NAME, name) != 0) fail("prctl(PR_SET_NAME)");
}

static void option_zombie(void) {
    announce("parent");
    if (spawn() == 0) {
        tell_parent();
        return;
    }
    live(); // and never waits for it
}

static void option_supervise(long millis) {
    announce("supervisor");
    start_reaping();
    for (;;) {
        pid_t pid = spawn();
        if (pid == 0) {
            say("CHILD pid=%d", outer_pid());
            tell_parent();
            return;
        }
        while (has_child(pid)) turn(-1);
        long long due = now_millis() + millis;
        for (long long rest; (rest = due - now_millis()) > 0;) turn(rest);
    }
}

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
    while ((pid = spawn_as(wanted)) < 0 && errno == EEXIST && now_millis() < deadline) usleep(1000);
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

static void option_setuid(long id) {
    if (setgroups(0, NULL) != 0 || setgid((gid_t) id) != 0 || setuid((uid_t) id) != 0) fail("setuid");
    if (prctl(PR_SET_DUMPABLE, 1) != 0) fail("prctl(PR_SET_DUMPABLE)"); // like any process of that user
}

static void option_files(long count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("setrlimit");
    for (long i = 0; i < count; i++) {
        if (open("/dev/null", O_RDONLY) < 0) fail("open(/dev/null)");
    }
}

static void *churn(void *range) {
    int low = ((int *) range)[0], high = ((int *) range)[1];
    for (int port = low;; port = port == high ? low : port + 1) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
        local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int one = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(fd, (struct sockaddr *) &local, sizeof local) == 0 && listen(fd, 1) == 0) {
            __atomic_add_fetch(&churned, 1, __ATOMIC_RELAXED);
            sched_yield();
        }
        close(fd);
    }
    return NULL;
}

static void option_churn(const char *text) {
    static int range[2];
    if (sscanf(text, "%d-%d", &range[0], &range[1]) != 2 || range[0] > range[1]) misused("--churn");
    pthread_t thread;
    if (pthread_create(&thread, NULL, churn, range) != 0) fail("pthread_create");
}

static void option_exec(void) {
    announce("exec");
    words[word_count] = NULL;
    execvp(words[at], &words[at]);
    fail(words[at]);
}

// ---- the way through the options ----

static void *live_without_leader(void *none) {
    (void) none;
    int parent;
    while (state_of("self", &parent) != 'Z') usleep(500);
    announce("main");
    live();
}

static void perform(void);

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

/** Options that make sense at any time, so that they are commands too; false if it is another. */
static bool do_simple(const char *name, const char *argument) {
    bool none = argument == NULL;
    if (strcmp(name, "record") == 0 && none) option_record();
    else if (strcmp(name, "send-fd") == 0 && none) option_send_fd();
    else if (none) return false;
    else if (strcmp(name, "listen") == 0) open_bound(argument, SOCK_STREAM, LISTENER);
    else if (strcmp(name, "bind") == 0) open_bound(argument, SOCK_STREAM, BOUND);
    else if (strcmp(name, "udp") == 0) open_bound(argument, SOCK_DGRAM, BOUND);
    else if (strcmp(name, "connect") == 0) open_connected(argument, SOCK_STREAM);
    else if (strcmp(name, "udp-connect") == 0) open_connected(argument, SOCK_DGRAM);
    else if (strcmp(name, "fork") == 0) fork_waiting((int) number(argument, 0, 200, "--fork"), "child");
    else if (strcmp(name, "fork-idle") == 0) fork_waiting((int) number(argument, 0, 200, "--fork-idle"), "idle");
    else if (strcmp(name, "name") == 0) option_name(argument);
    else if (strcmp(name, "ignore") == 0) option_ignore(argument);
    else if (strcmp(name, "on") == 0) option_on(argument);
    else if (strcmp(name, "files") == 0) option_files(number(argument, 0, 1000000, "--files"));
    else return false;
    return true;
}

static const char *next_word(const char *option) {
    if (at == word_count) misused(option);
    return words[at++];
}

static void perform(void) {
    while (at < word_count) {
        const char *option = words[at++];
        if (strncmp(option, "--", 2) != 0) usage();
        const char *name = option + 2;
        if (strcmp(name, "leader-exits") == 0) leader_exits = true;
        else if (strcmp(name, "own-fds") == 0) option_own_fds();
        else if (strcmp(name, "zombie") == 0) option_zombie();
        else if (strcmp(name, "pidns") == 0) option_pidns();
        else if (strcmp(name, "netns") == 0) option_netns();
        else if (strcmp(name, "mount-proc") == 0) option_mount_proc();
        else if (strcmp(name, "not-dumpable") == 0) prctl(PR_SET_DUMPABLE, 0);
        else if (strcmp(name, "supervise") == 0) option_supervise(number(next_word(option), 1, 60000, option));
        else if (strcmp(name, "as-pid") == 0) option_as_pid((pid_t) number(next_word(option), 2, 4194304, option));
        else if (strcmp(name, "ns-last-pid") == 0) write_last_pid(number(next_word(option), 1, 4194304, option));
        else if (strcmp(name, "setuid") == 0) option_setuid(number(next_word(option), 0, 2147483647, option));
        else if (strcmp(name, "churn") == 0) option_churn(next_word(option));
        else if (strcmp(name, "note") == 0) next_word(option);
        else if (strcmp(name, "exec") == 0 && at < word_count) option_exec();
        else if (strcmp(name, "record") == 0 || strcmp(name, "send-fd") == 0) do_simple(name, NULL);
        else if (!do_simple(name, next_word(option))) usage();
    }
    obeys = true;
    if (leader_exits && pthread_equal(pthread_self(), first_thread)) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, live_without_leader, NULL) != 0) fail("pthread_create");
        pthread_exit(NULL);
    }
    if (leader_exits) {
        sem_post(&leave);
        live_without_leader(NULL);
    }
    announce("main");
    live();
}

static void do_command(char *line) {
    char *argument = strchr(line, ' ');
    if (argument != NULL) *argument++ = 0;
    commanded = true;
    if (setjmp(refused) == 0) {
        if (strcmp(line, "close") == 0) close_sockets(false);
        else if (strcmp(line, "close-all") == 0) close_sockets(true);
        else if (strcmp(line, "go") == 0) held_back = false;
        else if (strcmp(line, "hold") == 0 && argument != NULL) holds[signal_number(argument, strlen(argument))] = true;
        else if (strcmp(line, "hand-over") == 0) hand_over();
        else if (strcmp(line, "exit") == 0) _exit(argument == NULL ? 0 : (int) number(argument, 0, 255, "exit"));
        else if (strcmp(line, "churned") == 0) say("CHURNED %ld", __atomic_load_n(&churned, __ATOMIC_RELAXED));
        else if (!do_simple(line, argument)) misused(line);
        say("OK %s pid=%d", line, outer_pid());
    }
    commanded = false;
}

// ---- the warden ----

static bool is_mine(int pid) {
    for (int depth = 0; depth < 64 && pid > 1; depth++) {
        char name[16];
        snprintf(name, sizeof name, "%d", pid);
        if (state_of(name, &pid) == 0) return false;
        if (pid == getpid()) return true;
    }
    return false;
}

/** Whether a process is in the state in which this signal leaves it. */
static bool has_come_to(const char *process, int signal) {
    int parent;
    char state = state_of(process, &parent);
    if (signal == SIGSTOP) return state == 'T';
    if (signal == SIGKILL) return state == 0 || state == 'Z' || state == 'X';
    return true;
}

/** "PID NAME", for descendants only; after STOP and KILL it waits until the process has come to that. */
static void send_signal(const char *text) {
    char name[16], process[16];
    commanded = true;
    if (setjmp(refused) == 0) {
        if (sscanf(text, "%15s %15s", process, name) != 2) misused("signal");
        int pid = (int) number(process, 2, 4194304, "pid");
        int signal = signal_number(name, strlen(name));
        if (!is_mine(pid)) {
            errno = ESRCH;
            fail("signal");
        }
        if (kill(pid, signal) != 0) fail("kill");
        long long deadline = now_millis() + 2000;
        while (!has_come_to(process, signal) && now_millis() < deadline) usleep(200);
        say("OK signal pid=%d", pid);
    }
    commanded = false;
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
        while (!shows(folder, file, wanted) && now_millis() < deadline) usleep(200);
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
        for (int tries = 0; rmdir(frozen[i].folder) != 0 && errno == EBUSY && tries < 1000; tries++) usleep(1000);
    }
    _exit(code);
}

static void pass_on(char *line, int actor) {
    if (strncmp(line, "signal ", 7) == 0) {
        send_signal(line + 7);
    } else if (strncmp(line, "freeze ", 7) == 0) {
        freeze(line + 7);
    } else if (strcmp(line, "sync") == 0) {
        say("OK sync pid=%d", (int) getpid());
    } else {
        size_t length = strlen(line);
        line[length] = '\n';
        if (write(actor, line, length + 1) < 0) say("FAILED no actor %d %s", errno, errno_name(errno));
    }
}

/** Kills all descendants: those whose parent dies become our children, until none is left. */
static _Noreturn void sweep(void) {
    for (int i = 0; i < frozen_count; i++) thaw(frozen[i].folder, frozen[i].all);
    for (long long deadline = now_millis() + 10000; now_millis() < deadline; usleep(2000)) {
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

static _Noreturn void guard(pid_t first, int actor) {
    static char text[4096];
    size_t length = 0;
    int code = 0;
    for (;;) {
        struct pollfd polled[2] = {{.fd = 0, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR) _exit(3);
        if (polled[1].revents != 0) {
            unsigned char caught[64];
            if (read(wake[0], caught, sizeof caught) < 0) continue;
            int status;
            pid_t pid;
            while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
                say_exit(pid, status);
                if (pid == first) code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            }
            if (pid < 0 && errno == ECHILD) leave_behind_nothing(code);
        }
        if (polled[0].revents == 0) continue;
        ssize_t count = read(0, text + length, sizeof text - 2 - length);
        if (count <= 0) sweep();
        length += (size_t) count;
        text[length] = 0;
        char *line = text;
        for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = 0;
            pass_on(line, actor);
        }
        length -= (size_t) (line - text);
        memmove(text, line, length);
        if (length == sizeof text - 2) sweep();
    }
}

/** Splits off the actor and returns in it alone. */
static void split(void) {
    int lifeline[2];
    if (pipe2(lifeline, O_CLOEXEC) != 0) fail("pipe2");
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) fail("prctl(PR_SET_CHILD_SUBREAPER)");
    start_reaping();
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) {
        close(lifeline[0]);
        heed(SIGPIPE, SIG_IGN);
        prctl(PR_SET_NAME, "warden");
        guard(pid, lifeline[1]);
    }
    if (dup2(lifeline[0], 0) < 0) fail("dup2");
    close(lifeline[0]);
    close(lifeline[1]);
    reaps = false;
    heed(SIGCHLD, SIG_DFL);
    open_wake();
}

int main(int argc, char **argv) {
    struct stat status;
    if (argc > 1 && strcmp(argv[1], "--help") == 0) usage();
    if (fstat(0, &status) != 0 || (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode) && !isatty(0))) {
        misused("standard input must be a pipe: its end ends everything");
    }
    for (int signal = 1; signal < NSIG; signal++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        sigaction(signal, &action, NULL); // what the test's JVM or its parents ignore is not for us
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    proc_fd = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (proc_fd < 0) fail("open(/proc)");
    open_wake();
    words = argv;
    word_count = argc;
    at = 1;
    first_thread = pthread_self();
    split();
    perform();
}
