// SPDX-License-Identifier: Apache-2.0
/* An Internet socket of Linux as a protocol control block of Darwin. */
#include "standin.h"

static uint64_t salt; // as in Darwin, where it is of one boot

__attribute__((constructor)) static void choose_salt(void) {
    if (getrandom(&salt, sizeof salt, 0) != sizeof salt) salt = (uint64_t) getpid() << 32 | (uint64_t) time(NULL);
}

uint64_t opaque(uint64_t number) {
    uint64_t mixed = number + salt; // the mixing of splitmix64, a bijection
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    return mixed != 0 ? mixed : 1; // 0 says unknown
}

static int tcp_state_of(const struct sock *sock) {
    static const int states[] = {
        [1] = DARWIN_TCPS_ESTABLISHED, [2] = DARWIN_TCPS_SYN_SENT, [3] = DARWIN_TCPS_SYN_RECEIVED,
        [4] = DARWIN_TCPS_FIN_WAIT_1, [5] = DARWIN_TCPS_FIN_WAIT_2, [6] = DARWIN_TCPS_TIME_WAIT,
        [7] = DARWIN_TCPS_CLOSED, [8] = DARWIN_TCPS_CLOSE_WAIT, [9] = DARWIN_TCPS_LAST_ACK,
        [10] = DARWIN_TCPS_LISTEN, [11] = DARWIN_TCPS_CLOSING, [12] = DARWIN_TCPS_SYN_RECEIVED,
        [13] = DARWIN_TCPS_CLOSED,
    };
    return sock->state < sizeof states / sizeof *states ? states[sock->state] : DARWIN_TCPS_CLOSED;
}

static bool is_unspecified(const uint8_t *ip) {
    static const uint8_t none[16];
    return memcmp(ip, none, sizeof none) == 0;
}

static bool is_v4_mapped(const uint8_t *ip) {
    static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};
    return memcmp(ip, prefix, sizeof prefix) == 0;
}

static uint8_t vflag_of(const struct sock *sock) {
    if (sock->family == AF_INET) return DARWIN_INP_IPV4;
    if (is_v4_mapped(sock->local)) {
        return DARWIN_INP_IPV4 | (sock->protocol == IPPROTO_UDP ? DARWIN_INP_V4MAPPEDV6 : 0);
    }
    bool wildcard = is_unspecified(sock->local) && is_unspecified(sock->remote);
    return DARWIN_INP_IPV6 | (wildcard && !sock->v6only ? DARWIN_INP_IPV4 : 0);
}

// IPv4 in the last four bytes, without a prefix; link-local IPv6 with the index of its interface inside.
static void embed(const struct sock *sock, const uint8_t *ip, uint8_t vflag, uint8_t *embedded) {
    memset(embedded, 0, 16);
    if ((vflag & DARWIN_INP_IPV6) == 0) {
        memcpy(embedded + 12, sock->family == AF_INET ? ip : ip + 12, 4);
        return;
    }
    memcpy(embedded, ip, 16);
    if (ip[0] == 0xfe && (ip[1] & 0xc0) == 0x80) {
        embedded[2] = (uint8_t) (sock->interface >> 8);
        embedded[3] = (uint8_t) sock->interface;
    }
}

struct pcb pcb_of(const struct sock *sock) {
    bool tcp = sock->protocol == IPPROTO_TCP;
    bool listening = tcp && sock->state == 10, connected = sock->state == 1;
    // A socket that no process has, or no process any more, has no inode on Linux; Darwin's kernel knows its address.
    uint64_t number = sock->inode != 0 ? sock->inode : sock->cookie | 1ULL << 63;
    struct pcb pcb = {
        .so = opaque(number),
        .pcb = opaque(number ^ 1ULL << 62),
        .generation = sock->inode + 1,
        .family = sock->family == AF_INET ? DARWIN_AF_INET : DARWIN_AF_INET6,
        .type = tcp ? DARWIN_SOCK_STREAM : DARWIN_SOCK_DGRAM,
        .state = tcp_state_of(sock),
        .flags = sock->v6only ? DARWIN_IN6P_IPV6_V6ONLY : 0,
        .vflag = vflag_of(sock),
        .foreign_port = sock->remote_port,
        .local_port = sock->local_port,
        .options = listening ? DARWIN_SO_ACCEPTCONN : 0,
        .so_state = (connected ? DARWIN_SOI_S_ISCONNECTED : 0) | (sock->inode == 0 ? DARWIN_SOI_S_NOFDREF : 0),
    };
    embed(sock, sock->remote, pcb.vflag, pcb.foreign);
    embed(sock, sock->local, pcb.vflag, pcb.local);
    if (listening) { // Linux counts connections then
        pcb.queue = (uint16_t) sock->receive_queue;
        pcb.queue_limit = (uint16_t) sock->send_queue;
    } else {
        pcb.receive_count = sock->receive_queue;
        pcb.send_count = sock->send_queue;
    }
    return pcb;
}
