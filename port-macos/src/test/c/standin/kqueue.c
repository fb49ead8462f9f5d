// SPDX-License-Identifier: Apache-2.0
/*
 * kqueue() and kevent(), for EVFILT_PROC with NOTE_EXIT alone: an epoll(7) instance, with a pidfd for each process that
 * is watched. Both say that a process has ended when its descriptors are closed.
 */
#include "standin.h"

struct knote {
    struct knote *next;
    int kq, pidfd;
    uint64_t id; // what epoll keeps: never used twice
    uint64_t ident, udata;
    uint16_t flags;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct knote *knotes;
static uint64_t last_id;

struct event {
    uint64_t ident, udata;
    int16_t filter;
    uint16_t flags;
    uint32_t fflags;
    int64_t data;
};

// ---- struct kevent ----

static struct event load_event(const unsigned char *bytes) {
    struct event event;
    GET(bytes, kevent, ident, &event.ident);
    GET(bytes, kevent, filter, &event.filter);
    GET(bytes, kevent, flags, &event.flags);
    GET(bytes, kevent, fflags, &event.fflags);
    GET(bytes, kevent, data, &event.data);
    GET(bytes, kevent, udata, &event.udata);
    return event;
}

static void store_event(unsigned char *bytes, const struct event *event) {
    memset(bytes, 0, SIZE_kevent);
    SET(bytes, kevent, ident, event->ident);
    SET(bytes, kevent, filter, event->filter);
    SET(bytes, kevent, flags, event->flags);
    SET(bytes, kevent, fflags, event->fflags);
    SET(bytes, kevent, data, event->data);
    SET(bytes, kevent, udata, event->udata);
}

// ---- the processes that are watched ----

static struct knote *take_knote(struct knote **at) {
    struct knote *knote = *at;
    *at = knote->next;
    sys_close(knote->pidfd); // which takes it out of the epoll instance too
    return knote;
}

static bool remove_knote(int kq, uint64_t ident) {
    for (struct knote **at = &knotes; *at != NULL; at = &(*at)->next) {
        if ((*at)->kq == kq && (*at)->ident == ident) {
            free(take_knote(at));
            return true;
        }
    }
    return false;
}

void forget_kqueue(int kq) {
    pthread_mutex_lock(&guard);
    for (struct knote **at = &knotes; *at != NULL;) {
        if ((*at)->kq == kq) {
            free(take_knote(at));
        } else {
            at = &(*at)->next;
        }
    }
    pthread_mutex_unlock(&guard);
}

static int watch(int kq, const struct event *change) {
    struct process process;
    if (change->fflags != (uint32_t) DARWIN_NOTE_EXIT) return -DARWIN_EINVAL; // more than the callers need
    if (change->ident > INT32_MAX) return -DARWIN_ESRCH;
    int failed = find_process((pid_t) change->ident, &process);
    if (failed < 0 || process.zombie || process.pid == 0) return -DARWIN_ESRCH; // gone and zombie are the same here
    int pidfd = (int) syscall(SYS_pidfd_open, process.pid, 0);
    if (pidfd < 0) return -darwin_errno(errno);
    remove_knote(kq, change->ident); // EV_ADD of what is there changes it
    struct epoll_event epoll = {.events = EPOLLIN, .data.u64 = ++last_id};
    if (epoll_ctl(kq, EPOLL_CTL_ADD, pidfd, &epoll) < 0) {
        failed = errno;
        sys_close(pidfd);
        return -darwin_errno(failed);
    }
    struct knote *knote = malloc(sizeof *knote);
    if (knote == NULL) abort();
    *knote = (struct knote) {
        .next = knotes,
        .kq = kq,
        .pidfd = pidfd,
        .id = last_id,
        .ident = change->ident,
        .udata = change->udata,
        .flags = change->flags,
    };
    knotes = knote;
    return 0;
}

static int apply(int kq, const struct event *change) {
    if (change->filter != DARWIN_EVFILT_PROC) return -DARWIN_EINVAL;
    if ((change->flags & DARWIN_EV_DELETE) != 0) return remove_knote(kq, change->ident) ? 0 : -DARWIN_ENOENT;
    return (change->flags & DARWIN_EV_ADD) != 0 ? watch(kq, change) : -DARWIN_ENOENT;
}

// ---- kevent: the changes ----

struct events {
    unsigned char *bytes;
    int room, count;
};

static void add_event(struct events *events, const struct event *event) {
    store_event(events->bytes + (size_t) events->count * SIZE_kevent, event);
    events->count++;
}

// A failure is told as an event where there is room for one, else by the call; EV_RECEIPT wants an event anyway.
static int apply_all(int kq, const unsigned char *changes, int count, struct events *events) {
    int failed = 0;
    pthread_mutex_lock(&guard);
    for (int i = 0; i < count && failed == 0; i++) {
        struct event change = load_event(changes + (size_t) i * SIZE_kevent);
        int result = apply(kq, &change);
        bool told = result < 0 || (change.flags & DARWIN_EV_RECEIPT) != 0;
        if (told && events->count < events->room) {
            change.flags |= DARWIN_EV_ERROR;
            change.data = -result;
            add_event(events, &change);
        } else {
            failed = result;
        }
    }
    pthread_mutex_unlock(&guard);
    return failed;
}

// ---- kevent: what has happened ----

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t deadline_of(const unsigned char *timeout) {
    if (timeout == NULL) return INT64_MAX;
    int64_t seconds, nanoseconds;
    GET(timeout, timespec, tv_sec, &seconds);
    GET(timeout, timespec, tv_nsec, &nanoseconds);
    return now_ms() + seconds * 1000 + (nanoseconds + 999999) / 1000000;
}

// Nothing where another thread took it first, or where it is not watched any more.
static void take_exit(uint64_t id, struct events *events) {
    pthread_mutex_lock(&guard);
    for (struct knote **at = &knotes; *at != NULL; at = &(*at)->next) {
        if ((*at)->id != id) continue;
        struct knote *knote = take_knote(at);
        struct event event = {
            .ident = knote->ident,
            .udata = knote->udata,
            .filter = DARWIN_EVFILT_PROC,
            .flags = (uint16_t) ((knote->flags & ~DARWIN_EV_RECEIPT) | DARWIN_EV_EOF | DARWIN_EV_ONESHOT),
            .fflags = (uint32_t) DARWIN_NOTE_EXIT,
        };
        add_event(events, &event);
        free(knote);
        break;
    }
    pthread_mutex_unlock(&guard);
}

static int wait_for_exits(int kq, struct events *events, const unsigned char *timeout) {
    int64_t deadline = deadline_of(timeout);
    do {
        int64_t left = deadline - now_ms();
        int wait = deadline == INT64_MAX ? -1 : left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int) left;
        struct epoll_event ready[64];
        int most = events->room < 64 ? events->room : 64;
        int count = epoll_wait(kq, ready, most, wait);
        if (count < 0) return -darwin_errno(errno);
        for (int i = 0; i < count; i++) take_exit(ready[i].data.u64, events);
    } while (events->count == 0 && now_ms() < deadline);
    return 0;
}

static int exchange(int kq, const void *changes, int change_count, void *list, int room, const void *timeout) {
    struct events events = {.bytes = list, .room = room};
    struct epoll_event unused[1];
    if (epoll_wait(kq, unused, 1, 0) < 0 && errno != EINTR) return -DARWIN_EBADF; // no kqueue
    int failed = apply_all(kq, changes, change_count, &events);
    // Where the changes have filled in events there is no waiting.
    if (failed == 0 && events.count == 0 && room > 0) failed = wait_for_exits(kq, &events, timeout);
    return failed < 0 ? failed : events.count;
}

// ---- exported ----

static int open_kqueue(void) {
    int kq = epoll_create1(EPOLL_CLOEXEC);
    return kq < 0 ? -darwin_errno(errno) : kq;
}

int darwin_kqueue(void) EXPORTED_AS("kqueue");
int darwin_kqueue(void) {
    ANSWER(KQUEUE, end_posix, open_kqueue());
}

int darwin_kevent(int kq, const void *changes, int change_count, void *events, int room, const void *timeout)
    EXPORTED_AS("kevent");
int darwin_kevent(int kq, const void *changes, int change_count, void *events, int room, const void *timeout) {
    ANSWER(KEVENT, end_posix, exchange(kq, changes, change_count, events, room, timeout));
}
