// SPDX-License-Identifier: Apache-2.0
/*
 * The part of actor.c that is for a system of which only POSIX is taken for granted; for Darwin.
 *
 * No system but Linux hands orphans to the warden. So all its descendants are in its process group, which it leads and
 * whose number nobody else can get meanwhile; and each holds one end of a socket pair, of which the warden has the other.
 * By its end a process learns that the warden has gone, and the warden that the last process has.
 */
static int census = -1; // the warden's end
static const char *from = "--from"; // AT:LIFELINE; what follows is the command line of the program before

/** Whether this is an actor that has become another file for the sake of its name, and goes on where it was. */
static bool has_begun(void) {
    if (word_count < 3 || strcmp(words[1], from) != 0) return false;
    if (sscanf(words[2], "%d:%d", &at, &lifeline) != 2) misused(from);
    words[2] = words[0];
    words += 2;
    word_count -= 2;
    lifeline_events = POLLIN;
    return true;
}

static int outer_pid(void) {
    return (int) getpid();
}

/** The letter by which ps(1) begins; 0 when there is no such process. */
static char state_now(const char *process) {
    char command[64];
    snprintf(command, sizeof command, "/bin/ps -o stat= -p %s", process);
    FILE *ps = popen(command, "r");
    if (ps == NULL) fail("popen(ps)");
    int state = fgetc(ps);
    while (state == ' ') state = fgetc(ps);
    while (fgetc(ps) != EOF) continue;
    if (pclose(ps) < 0) fail("pclose(ps)");
    return state == EOF || state == '\n' ? 0 : (char) state;
}

/** What to poll the near end of a connection for. */
static short peer_events(void) {
    return POLLIN;
}

static bool has_peer_closed(int fd) {
    char byte;
    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void be_visible(void) {}

static pid_t fork_as(pid_t wanted) {
    (void) wanted;
    errno = ENOSYS;
    return -1;
}

/** Makes a file of this name that is this program, in a folder for this name. */
static void make_file(const char *name, char *path, size_t size) {
    char fresh[1024];
    const char *slash = strrchr(words[0], '/');
    if (slash == NULL) misused("--name: started without a path");
    size_t length = (size_t) snprintf(path, size, "%.*s/named-", (int) (slash - words[0]), words[0]);
    for (const char *byte = name; *byte != 0 && length + 3 < size; byte++) {
        length += (size_t) snprintf(path + length, size - length, "%02x", (unsigned char) *byte);
    }
    if (mkdir(path, 0755) != 0 && errno != EEXIST) fail("mkdir");
    snprintf(fresh, sizeof fresh, "%s/.%d", path, (int) getpid());
    if (length + 1 + strlen(name) >= size) misused("--name: too long a path");
    snprintf(path + length, size - length, "/%s", name);
    if (link(words[0], fresh) != 0) fail("link");
    if (rename(fresh, path) != 0) fail("rename"); // does nothing where it is the same file already
    if (unlink(fresh) != 0 && errno != ENOENT) fail("unlink");
}

/** A process has the name of the file that it runs, so it becomes one of that name, and goes on with the next option. */
static void set_name(const char *name) {
    static char path[1024], place[32];
    const char *slash = strrchr(words[0], '/');
    if (strcmp(slash == NULL ? words[0] : slash + 1, name) == 0) return;
    if (commanded || held_count > 0 || child_count > 0) misused("--name: too late on this system");
    if (*name == 0 || strchr(name, '/') != NULL) misused("--name: no name of a file");
    make_file(name, path, sizeof path);
    char **again = calloc((size_t) word_count + 3, sizeof *again);
    if (again == NULL) fail("calloc");
    snprintf(place, sizeof place, "%d:%d", at, lifeline);
    again[0] = path;
    again[1] = (char *) from;
    again[2] = place;
    for (int i = 1; i < word_count; i++) again[2 + i] = words[i];
    execv(path, again);
    fail("execv");
}

static bool do_own_option(const char *name) {
    (void) name;
    return false;
}

static void take_place(void) {}

// ---- the warden ----

static int tie[2];

static void become_warden(void) {
    if (setpgid(0, 0) != 0) fail("setpgid");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, tie) != 0) fail("socketpair");
    if (fcntl(tie[0], F_SETFD, FD_CLOEXEC) < 0) fail("fcntl(F_SETFD)"); // the other end is to outlive --name and --exec
}

static void watch_over(void) {
    census = tie[0];
    close(tie[1]);
}

static void become_actor(void) {
    close(tie[0]);
    lifeline = tie[1];
    lifeline_events = POLLIN;
}

/** Children may have ended while others, which came to the first process, have not. */
static bool has_no_orphans(void) {
    char byte;
    return recv(census, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static bool is_mine(int pid) {
    return pid != getpid() && getpgid(pid) == getpgrp();
}

static bool do_own_command(const char *line) {
    (void) line;
    return false;
}

static _Noreturn void leave_behind_nothing(int code) {
    _exit(code);
}

/** Lets all end by themselves, those that are stopped too; kills what does not, and itself with it. */
static _Noreturn void sweep(int actor) {
    close(actor);
    if (shutdown(census, SHUT_WR) != 0) collect(0); // nobody has the other end any more
    kill(-getpgrp(), SIGCONT);
    struct pollfd last = {.fd = census, .events = POLLIN};
    for (long long deadline = now_millis() + 3000; now_millis() < deadline;) {
        if (poll(&last, 1, 100) > 0) collect(0);
    }
    kill(-getpgrp(), SIGKILL);
    _exit(3);
}
