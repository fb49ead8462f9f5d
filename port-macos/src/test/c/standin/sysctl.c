// SPDX-License-Identifier: Apache-2.0
/* sysctl() and sysctlbyname(): which names there are, and what a buffer of the wrong size does. */
#include "standin.h"

// ---- how an answer is stored ----

int put(struct reply *reply, const void *bytes, size_t length) {
    size_t left = reply->buffer == NULL ? length : reply->room - reply->length;
    size_t stored = length < left ? length : left;
    if (reply->buffer != NULL) memcpy(reply->buffer + reply->length, bytes, stored);
    reply->length += stored;
    return stored < length ? -DARWIN_ENOMEM : 0;
}

int put_whole(struct reply *reply, const void *bytes, size_t length) {
    if (reply->buffer != NULL && reply->room - reply->length < length) return -DARWIN_ENOMEM;
    return put(reply, bytes, length);
}

int put_truncated(struct reply *reply, const void *bytes, size_t length) {
    put(reply, bytes, length);
    return 0;
}

// ---- small nodes ----

static int put_int(struct reply *reply, int32_t number) {
    return put(reply, &number, sizeof number);
}

static int port_range(struct reply *reply, int which) {
    char text[64];
    int range[2] = {0};
    read_file("/proc/sys/net/ipv4/ip_local_port_range", text, sizeof text);
    if (sscanf(text, "%d %d", &range[0], &range[1]) != 2) return -DARWIN_EIO;
    return put_int(reply, range[which]);
}

static int port_range_first(struct reply *reply) {
    return port_range(reply, 0);
}

static int port_range_last(struct reply *reply) {
    return port_range(reply, 1);
}

static int product_version(struct reply *reply) {
    static const char version[] = "15.6"; // the newest of which the layouts are known
    return put(reply, version, sizeof version);
}

static int boot_time(struct reply *reply) {
    unsigned char time[SIZE_timespec] = {0}; // struct timeval has its size: two numbers, the second of microseconds
    SET(time, timespec, tv_sec, boot_seconds());
    return put(reply, time, sizeof time);
}

/* A UUID in capital letters, with its end, as of the kernel that this runs on. */
static int boot_session(struct reply *reply) {
    char text[64];
    read_file("/proc/sys/kernel/random/boot_id", text, sizeof text);
    text[36] = '\0';
    for (char *at = text; *at != '\0'; at++) {
        if (*at >= 'a' && *at <= 'f') *at -= 'a' - 'A';
    }
    return put(reply, text, 37);
}

static int argmax(struct reply *reply) {
    return put_int(reply, 1 << 20);
}

// ---- dispatch ----

static const struct node {
    const char *name;
    int (*read)(struct reply *);
} nodes[] = {
    {"kern.argmax", argmax},
    {"kern.bootsessionuuid", boot_session},
    {"kern.boottime", boot_time},
    {"kern.osproductversion", product_version},
    {"net.inet.ip.portrange.first", port_range_first},
    {"net.inet.ip.portrange.last", port_range_last},
    {"net.inet.ip.stats", sysctl_ip_stats},
    {"net.inet.tcp.pcblist_n", sysctl_tcp_pcblist},
    {"net.inet.tcp.stats", sysctl_tcp_stats},
    {"net.inet.udp.pcblist_n", sysctl_udp_pcblist},
    {"net.inet.udp.stats", sysctl_udp_stats},
    {"net.inet6.ip6.stats", sysctl_ip6_stats},
};

static int read_name(const char *name, struct reply *reply) {
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        if (strcmp(nodes[i].name, name) == 0) return nodes[i].read(reply);
    }
    return -DARWIN_ENOENT;
}

static bool is(const int *name, unsigned length, const int *wanted, unsigned wanted_length) {
    return length == wanted_length && memcmp(name, wanted, wanted_length * sizeof *wanted) == 0;
}

#define IS(...) \
    is(name, length, (const int[]) {__VA_ARGS__}, sizeof((const int[]) {__VA_ARGS__}) / sizeof(int))

static int read_numbers(const int *name, unsigned length, struct reply *reply) {
    if (IS(DARWIN_CTL_KERN, DARWIN_KERN_ARGMAX)) return argmax(reply);
    if (IS(DARWIN_CTL_KERN, DARWIN_KERN_PROC, DARWIN_KERN_PROC_ALL)) return sysctl_all_processes(reply);
    if (IS(DARWIN_CTL_KERN, DARWIN_KERN_PROC, DARWIN_KERN_PROC_ALL, 0)) return sysctl_all_processes(reply);
    if (length == 4 && is(name, 3, (const int[]) {DARWIN_CTL_KERN, DARWIN_KERN_PROC, DARWIN_KERN_PROC_PID}, 3)) {
        return sysctl_one_process(reply, name[3]);
    }
    if (length == 3 && is(name, 2, (const int[]) {DARWIN_CTL_KERN, DARWIN_KERN_PROCARGS2}, 2)) {
        return sysctl_arguments(reply, name[2]);
    }
    if (IS(DARWIN_CTL_NET, DARWIN_AF_ROUTE, 0, 0, DARWIN_NET_RT_IFLIST2, 0)) return sysctl_interfaces(reply);
    if (IS(DARWIN_CTL_NET, DARWIN_AF_ROUTE, 0, 0, DARWIN_NET_RT_DUMP, 0)) return sysctl_routes(reply);
    return -DARWIN_ENOENT;
}

// The length is told for an answer that is too long as well, together with what fits.
static int finish(enum function function, int result, const struct reply *reply, size_t *length) {
    if (result < 0 && result != -DARWIN_ENOMEM) return result;
    if (length != NULL) *length = reply->length;
    if (reply->buffer != NULL) count_bytes(function, reply->length);
    return result;
}

static struct reply reply_into(void *buffer, const size_t *length) {
    return (struct reply) {.buffer = buffer, .room = length == NULL ? 0 : *length};
}

static int by_name(const char *name, void *old, size_t *old_length, const void *new) {
    if (new != NULL) return -DARWIN_EPERM; // nothing here can be changed
    struct reply reply = reply_into(old, old_length);
    return finish(SYSCTLBYNAME, read_name(name, &reply), &reply, old_length);
}

static int by_numbers(const int *name, unsigned length, void *old, size_t *old_length, const void *new) {
    if (new != NULL) return -DARWIN_EPERM;
    struct reply reply = reply_into(old, old_length);
    return finish(SYSCTL, read_numbers(name, length, &reply), &reply, old_length);
}

int darwin_sysctlbyname(const char *name, void *old, size_t *old_length, void *new, size_t new_length)
    EXPORTED_AS("sysctlbyname");
int darwin_sysctlbyname(const char *name, void *old, size_t *old_length, void *new, size_t new_length) {
    (void) new_length;
    ANSWER(SYSCTLBYNAME, end_posix, by_name(name, old, old_length, new));
}

int darwin_sysctl(int *name, unsigned length, void *old, size_t *old_length, void *new, size_t new_length)
    EXPORTED_AS("sysctl");
int darwin_sysctl(int *name, unsigned length, void *old, size_t *old_length, void *new, size_t new_length) {
    (void) new_length;
    ANSWER(SYSCTL, end_posix, by_numbers(name, length, old, old_length, new));
}
