// SPDX-License-Identifier: Apache-2.0
/*
 * A process on order, for the tests: it opens the sockets it is told to, forks, ignores, dies, comes back.
 *
 * Options act in the order given (the list is in usage() below). The program first splits in two:
 *
 *   warden   the process that the test started. It holds no socket of the tests, reads standard input, passes commands
 *            on to the actor and sees to what the actor leaves behind. When standard input ends, because the test
 *            closed it or its JVM died in whatever way, the warden ends every descendant, stopped and deaf ones
 *            included, and exits. It exits too when the last descendant has gone.
 *   actor    everything else. Its descriptor 0 is a pipe from the warden, inherited by all it forks; each process of
 *            it ends when the warden does, so nothing outlives a killed warden either.
 *
 * What a system does in its own way is in actor-linux.h; with PORTABLE defined, as for macOS, it is in actor-posix.h,
 * which lacks what only Linux has. That one is built and run on Linux too.
 *
 * Each event is one line on standard output, written at once: `READY pid=4711 inner=4711 role=main`. `pid` is the
 * number as seen where the test runs, `inner` the one in the process's own pid namespace. The line of role=main is
 * the last one of the start; the other events are SOCKET, CHILD, GOT, CLOSED, ACCEPTED, PEER-CLOSED, EXIT, OK and
 * FAILED. A set-up that fails prints `FAIL what errno name` on standard error and exits with 3.
 */
#ifdef PORTABLE
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE // glibc: setgroups(2) and what else both systems have from BSD
#define _DARWIN_C_SOURCE // Darwin: the same, beside POSIX
#else
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static void nap(long micros) {
    struct timespec time = {.tv_sec = 0, .tv_nsec = micros * 1000};
    nanosleep(&time, NULL);
}

static long long now_millis(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/** pipe(), closed by exec on both ends. */
static void open_pipe(int ends[2]) {
    if (pipe(ends) != 0) fail("pipe");
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) < 0 || fcntl(ends[1], F_SETFD, FD_CLOEXEC) < 0) fail("fcntl(F_SETFD)");
}

static void never_block(int fd) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) fail("fcntl(F_SETFL)");
}

// ---- what each system does in its own way: actor-linux.h, actor-posix.h ----

static int outer_pid(void);
static pid_t fork_as(pid_t wanted);
static short peer_events(void);
static bool has_peer_closed(int fd);
static void be_visible(void);
static void set_name(const char *name);

static int lifeline; // in the actor: ends with the warden
static short lifeline_events;

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

enum { SIGNALS = 32 }; // above are real-time ones, which nobody sends here

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
    open_pipe(wake);
    never_block(wake[0]);
    never_block(wake[1]);
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

/** Forks; the parent goes on once the child has called tell_parent(). 0 for any pid, else -1 where that one is taken. */
static pid_t spawn_as(pid_t wanted) {
    int word[2];
    open_pipe(word);
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
    int fd = accept(listener, &remote.any, &size);
    if (fd < 0) return;
    never_block(fd);
    show(&remote, text, sizeof text);
    keep(fd, CONNECTION, NOTHING);
    say("ACCEPTED pid=%d fd=%d remote=%s", outer_pid(), fd, text);
}

static void reset_one(int listener) {
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    int fd = accept(listener, NULL, NULL);
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
static bool holds[SIGNALS]; // signals after which the command go is waited for
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
    enum { COMMANDS, WAKE, LIFELINE, OTHERS };
    static struct pollfd polled[OTHERS + sizeof held / sizeof *held];
    static int index[sizeof held / sizeof *held];
    int count = OTHERS;
    polled[COMMANDS] = (struct pollfd){.fd = obeys ? 0 : -1, .events = POLLIN};
    polled[WAKE] = (struct pollfd){.fd = wake[0], .events = POLLIN};
    polled[LIFELINE] = (struct pollfd){.fd = lifeline, .events = lifeline_events};
    for (int i = 0; obeys && i < held_count; i++) {
        bool watched = held[i].service != NOTHING || (held[i].kind == CONNECTION && !held[i].peer_closed);
        if (!watched) continue;
        index[count - OTHERS] = i;
        polled[count++] = (struct pollfd){.fd = held[i].fd, .events = held[i].service != NOTHING ? POLLIN : peer_events()};
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
    for (int i = OTHERS; i < count; i++) {
        int which = index[i - OTHERS];
        if (polled[i].revents == 0) continue;
        if (held[which].service != NOTHING) {
            serve(held[which].fd, held[which].service);
        } else {
            held[which].peer_closed = true; // or has sent something, which nobody reads: not watched any more
            if (has_peer_closed(held[which].fd)) say("PEER-CLOSED pid=%d fd=%d", outer_pid(), held[which].fd);
        }
    }
    if (polled[WAKE].revents != 0) take_signals();
    run_pending();
    if ((polled[COMMANDS].revents & POLLIN) != 0) take_commands();
    else if (polled[COMMANDS].revents != 0 || polled[LIFELINE].revents != 0) _exit(0);
}

static _Noreturn void live(void) {
    for (;;) turn(-1);
}

// ---- options that are more than a line ----

static char **words; // the command line
static int word_count;
static int at; // the word to do next
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
    set_name(name);
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

static void option_setuid(long id) {
    if (setgroups(0, NULL) != 0 || setgid((gid_t) id) != 0 || setuid((uid_t) id) != 0) fail("setuid");
    be_visible();
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
        int fd = socket(AF_INET, SOCK_STREAM, 0);
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

static const char *next_word(const char *option) {
    if (at == word_count) misused(option);
    return words[at++];
}

static void perform(void);
static void collect(int how);

#ifdef PORTABLE
#include "actor-posix.h"
#else
#include "actor-linux.h"
#endif

// ---- the way through the options ----

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

static void perform(void) {
    while (at < word_count) {
        const char *option = words[at++];
        if (strncmp(option, "--", 2) != 0) usage();
        const char *name = option + 2;
        if (do_own_option(name)) continue;
        if (strcmp(name, "zombie") == 0) option_zombie();
        else if (strcmp(name, "supervise") == 0) option_supervise(number(next_word(option), 1, 60000, option));
        else if (strcmp(name, "setuid") == 0) option_setuid(number(next_word(option), 0, 2147483647, option));
        else if (strcmp(name, "churn") == 0) option_churn(next_word(option));
        else if (strcmp(name, "note") == 0) next_word(option);
        else if (strcmp(name, "exec") == 0 && at < word_count) option_exec();
        else if (strcmp(name, "record") == 0 || strcmp(name, "send-fd") == 0) do_simple(name, NULL);
        else if (!do_simple(name, next_word(option))) usage();
    }
    obeys = true;
    take_place();
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

/** Whether a process is in the state in which this signal leaves it. */
static bool has_come_to(const char *process, int signal) {
    char state = state_now(process);
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
        while (!has_come_to(process, signal) && now_millis() < deadline) nap(200);
        say("OK signal pid=%d", pid);
    }
    commanded = false;
}

static void pass_on(char *line, int actor) {
    if (strncmp(line, "signal ", 7) == 0) {
        send_signal(line + 7);
    } else if (do_own_command(line)) {
        return;
    } else if (strcmp(line, "sync") == 0) {
        say("OK sync pid=%d", (int) getpid());
    } else {
        size_t length = strlen(line);
        line[length] = '\n';
        if (write(actor, line, length + 1) < 0) say("FAILED no actor %d %s", errno, errno_name(errno));
    }
}

static pid_t first; // the actor's first process
static int first_end; // and how it ended, as a shell tells it

/** Reaps children, those that have ended or, with 0, all; leaves when that was the last descendant. @see waitpid(2) */
static void collect(int how) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, how)) > 0) {
        say_exit(pid, status);
        if (pid == first) first_end = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    if (pid < 0 && errno == ECHILD && has_no_orphans()) leave_behind_nothing(first_end);
}

static _Noreturn void guard(int actor) {
    static char text[4096];
    size_t length = 0;
    for (;;) {
        struct pollfd polled[3] = {{.fd = 0, .events = POLLIN}, {.fd = wake[0], .events = POLLIN},
                {.fd = census, .events = POLLIN}};
        if (poll(polled, 3, -1) < 0 && errno != EINTR) _exit(3);
        if (polled[1].revents != 0) {
            unsigned char caught[64];
            if (read(wake[0], caught, sizeof caught) < 0) continue;
            collect(WNOHANG);
        }
        if (polled[2].revents != 0) collect(0);
        if (polled[0].revents == 0) continue;
        ssize_t count = read(0, text + length, sizeof text - 2 - length);
        if (count <= 0) sweep(actor);
        length += (size_t) count;
        text[length] = 0;
        char *line = text;
        for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = 0;
            pass_on(line, actor);
        }
        length -= (size_t) (line - text);
        memmove(text, line, length);
        if (length == sizeof text - 2) sweep(actor);
    }
}

/** Splits off the actor and returns in it alone. */
static void split(void) {
    int commands[2];
    open_pipe(commands);
    become_warden();
    start_reaping();
    first = fork();
    if (first < 0) fail("fork");
    if (first > 0) {
        close(commands[0]);
        heed(SIGPIPE, SIG_IGN);
        watch_over();
        guard(commands[1]);
    }
    if (dup2(commands[0], 0) < 0) fail("dup2");
    close(commands[0]);
    close(commands[1]);
    become_actor();
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
    for (int signal = 1; signal < SIGNALS; signal++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        sigaction(signal, &action, NULL); // what the test's JVM or its parents ignore is not for us
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    open_wake();
    words = argv;
    word_count = argc;
    at = 1;
    if (!has_begun()) split();
    perform();
}
