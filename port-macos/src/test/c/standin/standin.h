// SPDX-License-Identifier: Apache-2.0
/*
 * The stand-in for Darwin's libSystem: what its files share.
 *
 * The test JVM on Linux loads it in place of macOS' library. Each function that it exports takes and gives Darwin's
 * structures, numbers and sizes, and answers from what this Linux machine is doing. Where Darwin has rules of its own
 * (who may look at whom, what a short buffer does), they are here, not those of Linux. It is written from
 * macos-layouts.json, without a look at what the Java side makes of the bytes.
 *
 * Inside, a function returns a number >= 0, or minus an errno of Darwin.
 */
#ifndef STANDIN_H
#define STANDIN_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "darwin.h"
#include "layouts.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434 // the same number on all architectures
#endif

// These names are exported from here, with another meaning: Linux' own are reached through syscall(2) alone.
#pragma GCC poison kill socket setsockopt bind close getifaddrs freeifaddrs

// ---- bytes of Darwin ----

// Both machines are little-endian.
static inline void store(void *base, size_t at, size_t length, uint64_t value) {
    memcpy((char *) base + at, &value, length);
}

// What is too long is cut; there is always a NUL.
static inline void store_text(char *at, size_t room, const char *text) {
    size_t length = strlen(text) < room ? strlen(text) : room - 1;
    memcpy(at, text, length);
    memset(at + length, 0, room - length);
}

#define AT(base, type, member) ((unsigned char *) (base) + AT_##type##_##member)
#define SET(base, type, member, value)                                                  \
    do {                                                                                \
        _Static_assert(LENGTH_##type##_##member <= 8, "not a number: " #type "." #member); \
        store(base, AT_##type##_##member, LENGTH_##type##_##member, (uint64_t) (value)); \
    } while (0)
#define SET_TEXT(base, type, member, text) \
    store_text((char *) AT(base, type, member), LENGTH_##type##_##member, text)
#define GET(base, type, member, into)                                                              \
    do {                                                                                           \
        _Static_assert(LENGTH_##type##_##member == sizeof *(into), "another size: " #type "." #member); \
        memcpy(into, AT(base, type, member), sizeof *(into));                                      \
    } while (0)

// ---- calls: control.c ----

enum function {
    PROC_LISTPIDS,
    PROC_PIDINFO,
    PROC_PIDFDINFO,
    PROC_PIDFILEPORTINFO,
    PROC_PIDPATH,
    SYSCTLBYNAME,
    SYSCTL,
    KQUEUE,
    KEVENT,
    KILL,
    GETIFADDRS,
    FREEIFADDRS,
    SOCKET,
    SETSOCKOPT,
    BIND,
    CLOSE,
    FUNCTIONS
};

// What goes wrong on demand; each is a number, 0 for not at all. "Times" are used up one by one.
enum fault {
    SHORT_PCBLIST = FUNCTIONS, // times that pcblist_n answers ENOMEM
    CUT_PCBLIST,               // bytes missing at the end of pcblist_n
    CHANGED_GENERATION,        // times that the trailer of pcblist_n has another generation
    OWN_SOCKETS_ONLY,          // 1: pcblist_n as of macOS 27
    XSOCKET_OF_MACOS12,        // 1: xsocket_n of 76 bytes
    USERLAND_FLOWS,            // how many Skywalk items pcblist_n ends with
    TIME_WAIT_PID,             // so_last_pid of what is in TIME_WAIT
    UNSIZED_PIDS,              // how many processes the sizing call of proc_listpids does not count
    VANISH_PID,                // a process that is listed, and gone when it is asked for
    VANISH_AFTER,              // times that it is still there
    DENY_OTHERS,               // 1: processes of other users are refused to root too
    FD_REUSED,                 // times that proc_pidfdinfo says ENOTSOCK
    FD_CLOSED,                 // times that proc_pidfdinfo says EBADF
    FD_PID,                    // the process which those two are about; 0: any
    CONTROLS
};

struct call {
    enum function function;
    int errno_before;
    int fail; // errno to answer with, on demand
};

struct call begin(enum function function);
int end_libproc(const struct call *call, int result); // 0 and errno for a failure; else bytes
int end_posix(const struct call *call, int result);   // -1 and errno for a failure
void count_bytes(enum function function, size_t bytes);
uint64_t fault(enum fault fault);
bool take(enum fault fault); // one of the times

// The body of an exported function. A success leaves errno as it was, as the kernel does.
#define ANSWER(function, end, expression)                            \
    do {                                                             \
        struct call call = begin(function);                          \
        return end(&call, call.fail ? -call.fail : (expression));    \
    } while (0)

#define EXPORTED_AS(name) __asm__(name) __attribute__((visibility("default")))

int darwin_errno(int linux_errno); // errno.c

// ---- Linux' own calls ----

static inline int sys_close(int fd) {
    return (int) syscall(SYS_close, fd);
}

// Of the calling thread, which tests give another user.
static inline uid_t caller_uid(void) {
    return (uid_t) syscall(SYS_geteuid);
}

// ---- processes: kernel.c, process.c ----

// Runs it with the rights that the library was loaded with, whatever the user of the calling thread.
void as_kernel(void (*action)(void *), void *argument);

struct process {
    pid_t pid, ppid, pgid, sid, tpgid;
    pid_t tid; // a thread of it that lives; the first one may have exited
    bool zombie, stopped, traced, kernel;
    int tty, nice;
    char comm[17];
    uint64_t start_ticks;
    uid_t uid, ruid, svuid; // uid, gid: the effective ones
    gid_t gid, rgid, svgid;
    unsigned files; // capacity of the descriptor table
    uint32_t ignored, caught; // Darwin's sigset_t
};

struct start {
    uint64_t seconds, microseconds;
};

int find_process(pid_t pid, struct process *found); // -ESRCH; zombies are found
int read_process(pid_t pid, struct process *found); // the same, and nothing vanishes on demand
size_t all_processes(struct process **list); // newest first, zombies last; to be freed
int may_inspect(const struct process *target); // -EPERM
struct start start_of(const struct process *process);
uint64_t unique_id(const struct process *process);
uint64_t boot_seconds(void);
size_t read_file(const char *path, char *text, size_t room); // NUL-terminated; 0 where it cannot be read

// ---- descriptors: descriptors.c ----

struct descriptor {
    int fd;
    int type;       // PROX_FDTYPE_*
    uint64_t inode; // of a socket
};

// Linux' name of what a socket speaks, such as TCPv6; empty where it does not tell.
struct protocol_name {
    char text[32];
};

// All descriptors of a process, to be freed.
int descriptors_of(const struct process *process, struct descriptor **list, size_t *count);
int descriptor_of(const struct process *process, int fd, struct descriptor *found); // -EBADF
struct protocol_name protocol_of(const struct process *process, int fd);

// ---- sockets: netlink.c, sockets.c, lookup.c, pcb.c ----

#define ASK_FOR_ALL (NLM_F_REQUEST | NLM_F_DUMP)
#define ASK_FOR_ONE NLM_F_REQUEST

typedef void each_message(const struct nlmsghdr *message, void *context);
int netlink_ask(int protocol, const struct nlmsghdr *request, each_message *each, void *context);

struct sock {
    uint64_t inode, cookie;
    uint32_t uid, interface, receive_queue, send_queue;
    uint8_t family, protocol, state; // Linux' numbers
    bool v6only;
    uint16_t local_port, remote_port; // big-endian
    uint8_t local[16], remote[16];
};

struct socks {
    struct sock *list;
    size_t count, room;
};

struct unix_sock {
    uint64_t inode, peer;
    int type;
    char path[sizeof((struct sockaddr_un *) 0)->sun_path + 1];
};

#define ANY_STATE 0xffffffff // with bit 13: what is bound and silent, since Linux 6.8
#define OPEN_STATES (ANY_STATE & ~(1U << 6 | 1U << 12)) // no descriptor has TIME_WAIT or NEW_SYN_RECV, of which many may be

// Of the network namespace of the calling thread, added to all.
int dump_sockets(int protocol, uint32_t states, struct socks *all);
bool ask_for_socket(const struct sock *like, struct sock *found); // with the same addresses and ports, as it is now
bool find_socket(int protocol, uint64_t inode, struct sock *found);
bool find_unix_socket(uint64_t inode, struct unix_sock *found);

// An Internet socket as Darwin's kernel would have it.
struct pcb {
    uint64_t so, pcb, generation;
    int family, type, state; // state: TCPS_*
    int flags;               // inp_flags
    uint8_t vflag;
    uint16_t foreign_port, local_port; // big-endian
    uint8_t foreign[16], local[16];
    int options, so_state;
    uint16_t queue, queue_limit;
    uint32_t receive_count, send_count;
};

struct pcb pcb_of(const struct sock *sock);
uint64_t opaque(uint64_t number); // the kernel's name of what has this number: the same in all tables

// ---- sysctl: sysctl.c and the files of its nodes ----

struct reply {
    unsigned char *buffer; // NULL: only the size is asked for
    size_t room, length;
};

int put(struct reply *reply, const void *bytes, size_t length);           // ENOMEM, and what fits
int put_whole(struct reply *reply, const void *bytes, size_t length);     // ENOMEM, and nothing of it
int put_truncated(struct reply *reply, const void *bytes, size_t length); // what fits

int sysctl_tcp_pcblist(struct reply *reply);
int sysctl_udp_pcblist(struct reply *reply);
int sysctl_tcp_stats(struct reply *reply);
int sysctl_udp_stats(struct reply *reply);
int sysctl_ip_stats(struct reply *reply);
int sysctl_ip6_stats(struct reply *reply);
int sysctl_all_processes(struct reply *reply);
int sysctl_one_process(struct reply *reply, pid_t pid);
int sysctl_arguments(struct reply *reply, pid_t pid);
int sysctl_interfaces(struct reply *reply);
int sysctl_routes(struct reply *reply);

// ---- interfaces: links.c ----

struct link {
    int index, flags, type; // Darwin's
    uint32_t mtu;
    char name[IFNAMSIZ];
    uint8_t address[32];
    size_t address_length;
    struct rtnl_link_stats64 counters;
};

struct address {
    int index, family, prefix; // family: Linux'
    uint8_t local[16], peer[16];
    bool has_peer; // broadcast address, or the other end
};

struct links {
    struct link *links;
    struct address *addresses;
    size_t link_count, address_count;
    bool failed;
};

int read_links(struct links *links); // of the network namespace of the calling thread
void free_links(struct links *links);
size_t sockaddr_dl_of(const struct link *link, unsigned char *bytes);
size_t sockaddr_of(const struct address *address, const uint8_t *ip, unsigned char *bytes);
size_t netmask_of(const struct address *address, unsigned char *bytes);

// The largest sockaddr of the four kinds above.
#define SOCKADDR_ROOM 64

// ---- kqueue: kqueue.c ----

void forget_kqueue(int kq); // before its descriptor is closed

#endif
