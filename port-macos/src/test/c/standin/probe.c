// SPDX-License-Identifier: Apache-2.0
/* socket(), setsockopt() and bind(), with Darwin's constants and sockaddrs, for sockets of Linux. */
#include "standin.h"

static int linux_family(int family) {
    switch (family) {
    case DARWIN_AF_INET: return AF_INET;
    case DARWIN_AF_INET6: return AF_INET6;
    default: return -1;
    }
}

static int result_of(long answer) {
    return answer < 0 ? -darwin_errno(errno) : (int) answer;
}

// ---- socket ----

static int open_socket(int domain, int type, int protocol) {
    int family = linux_family(domain);
    if (family < 0) return -DARWIN_EAFNOSUPPORT;
    if (type != DARWIN_SOCK_STREAM && type != DARWIN_SOCK_DGRAM) return -DARWIN_EPROTOTYPE; // Linux takes flags there
    // What a process started meanwhile would inherit could keep a port; Darwin has no such flag here.
    return result_of(syscall(SYS_socket, family, type | SOCK_CLOEXEC, protocol));
}

int darwin_socket(int domain, int type, int protocol) EXPORTED_AS("socket");
int darwin_socket(int domain, int type, int protocol) {
    ANSWER(SOCKET, end_posix, open_socket(domain, type, protocol));
}

// ---- setsockopt ----

static int set_option(int fd, int level, int option, const void *value, uint32_t length) {
    if (level == DARWIN_SOL_SOCKET && option == DARWIN_SO_REUSEADDR) {
        level = SOL_SOCKET;
        option = SO_REUSEADDR;
    } else if (level == DARWIN_SOL_SOCKET && option == DARWIN_SO_REUSEPORT) {
        level = SOL_SOCKET;
        option = SO_REUSEPORT;
    } else if (level == DARWIN_IPPROTO_IPV6 && option == DARWIN_IPV6_V6ONLY) {
        level = IPPROTO_IPV6;
        option = IPV6_V6ONLY;
    } else {
        return -DARWIN_ENOPROTOOPT;
    }
    return result_of(syscall(SYS_setsockopt, fd, level, option, value, length));
}

int darwin_setsockopt(int fd, int level, int option, const void *value, uint32_t length) EXPORTED_AS("setsockopt");
int darwin_setsockopt(int fd, int level, int option, const void *value, uint32_t length) {
    ANSWER(SETSOCKOPT, end_posix, set_option(fd, level, option, value, length));
}

// ---- bind ----

static int bind_in(int fd, const void *address) {
    struct sockaddr_in in = {.sin_family = AF_INET};
    GET(address, sockaddr_in, sin_port, &in.sin_port);
    GET(address, sockaddr_in, sin_addr, &in.sin_addr);
    return result_of(syscall(SYS_bind, fd, &in, sizeof in));
}

static int bind_in6(int fd, const void *address) {
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    GET(address, sockaddr_in6, sin6_port, &in6.sin6_port);
    GET(address, sockaddr_in6, sin6_flowinfo, &in6.sin6_flowinfo);
    GET(address, sockaddr_in6, sin6_addr, &in6.sin6_addr);
    GET(address, sockaddr_in6, sin6_scope_id, &in6.sin6_scope_id);
    return result_of(syscall(SYS_bind, fd, &in6, sizeof in6));
}

// The kernel overwrites sa_len with the length of the call, and checks that against the family.
static int bind_to(int fd, const void *address, uint32_t length) {
    int family = 0;
    socklen_t size = sizeof family;
    if (syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_DOMAIN, &family, &size) < 0) return -darwin_errno(errno);
    uint8_t wanted = 0;
    if (length >= 2) GET(address, sockaddr_in, sin_family, &wanted);
    if (family == AF_INET && length != SIZE_sockaddr_in) return -DARWIN_EINVAL;
    if (family == AF_INET6 && length != SIZE_sockaddr_in6) return -DARWIN_EINVAL;
    if (linux_family(wanted) != family) return -DARWIN_EAFNOSUPPORT;
    return family == AF_INET ? bind_in(fd, address) : bind_in6(fd, address);
}

int darwin_bind(int fd, const void *address, uint32_t length) EXPORTED_AS("bind");
int darwin_bind(int fd, const void *address, uint32_t length) {
    ANSWER(BIND, end_posix, bind_to(fd, address, length));
}

// ---- close ----

static int close_descriptor(int fd) {
    forget_kqueue(fd);
    return result_of(syscall(SYS_close, fd));
}

int darwin_close(int fd) EXPORTED_AS("close");
int darwin_close(int fd) {
    ANSWER(CLOSE, end_posix, close_descriptor(fd));
}
