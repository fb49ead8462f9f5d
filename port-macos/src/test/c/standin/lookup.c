// SPDX-License-Identifier: Apache-2.0
/*
 * The socket with an inode. Linux can be asked for all sockets, which takes milliseconds, or for the one with certain
 * addresses. So the addresses that an inode had are kept: the one socket that has them now is asked for, and only if
 * it is another one all are. What is told is never older than the question.
 */
#include "standin.h"

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct socks known[2]; // of TCP and UDP, as of the last time that all were asked for

static struct socks *known_of(int protocol) {
    return &known[protocol == IPPROTO_TCP ? 0 : 1];
}

static bool find_in(const struct socks *all, uint64_t inode, struct sock *found) {
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].inode == inode) {
            *found = all->list[i];
            return true;
        }
    }
    return false;
}

// An IPv4 listener in a socket of IPv6 is looked for as one of IPv4 if both its addresses are.
static void complete(struct sock *sock) {
    static const uint8_t none[16], mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (sock->family == AF_INET6 && memcmp(sock->local, mapped, sizeof mapped) == 0
        && memcmp(sock->remote, none, sizeof none) == 0) {
        memcpy(sock->remote, mapped, sizeof mapped);
    }
}

bool find_socket(int protocol, uint64_t inode, struct sock *found) {
    struct sock like;
    pthread_mutex_lock(&guard);
    bool success = find_in(known_of(protocol), inode, &like);
    pthread_mutex_unlock(&guard);
    if (success) {
        complete(&like);
        if (ask_for_socket(&like, found) && found->inode == inode) return true;
    }
    struct socks all = {0};
    if (dump_sockets(protocol, OPEN_STATES, &all) < 0) {
        free(all.list);
        return false;
    }
    success = find_in(&all, inode, found);
    pthread_mutex_lock(&guard);
    free(known_of(protocol)->list);
    *known_of(protocol) = all;
    pthread_mutex_unlock(&guard);
    return success;
}
