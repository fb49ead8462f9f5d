// SPDX-License-Identifier: Apache-2.0
/* The sockets of the network namespace of the calling thread: sock_diag(7). */
#include "standin.h"

// ---- Internet sockets ----

struct inet_request {
    struct nlmsghdr header;
    struct inet_diag_req_v2 diag;
};

struct adding {
    struct socks *all;
    int protocol;
};

static void add_socket(const struct nlmsghdr *message, void *context) {
    struct adding *adding = context;
    struct socks *all = adding->all;
    const struct inet_diag_msg *diag = NLMSG_DATA(message);
    if (all->count == all->room) {
        all->room = all->room == 0 ? 128 : 2 * all->room;
        all->list = realloc(all->list, all->room * sizeof *all->list);
        if (all->list == NULL) abort();
    }
    struct sock *sock = &all->list[all->count++];
    *sock = (struct sock) {
        .inode = diag->idiag_inode,
        .cookie = (uint64_t) diag->id.idiag_cookie[1] << 32 | diag->id.idiag_cookie[0],
        .uid = diag->idiag_uid,
        .interface = diag->id.idiag_if,
        .receive_queue = diag->idiag_rqueue,
        .send_queue = diag->idiag_wqueue,
        .family = diag->idiag_family,
        .protocol = (uint8_t) adding->protocol,
        .state = diag->idiag_state,
        .local_port = diag->id.idiag_sport,
        .remote_port = diag->id.idiag_dport,
    };
    memcpy(sock->local, diag->id.idiag_src, sizeof sock->local);
    memcpy(sock->remote, diag->id.idiag_dst, sizeof sock->remote);
    size_t left = message->nlmsg_len - NLMSG_LENGTH(sizeof *diag);
    for (const struct rtattr *attribute = (const void *) (diag + 1); RTA_OK(attribute, left);
        attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == INET_DIAG_SKV6ONLY) sock->v6only = *(const uint8_t *) RTA_DATA(attribute) != 0;
    }
}

int dump_sockets(int protocol, uint32_t states, struct socks *all) {
    static const uint8_t families[] = {AF_INET, AF_INET6};
    struct adding adding = {.all = all, .protocol = protocol};
    for (size_t i = 0; i < sizeof families; i++) {
        struct inet_request request = {
            .header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY},
            .diag = {.sdiag_family = families[i], .sdiag_protocol = (uint8_t) protocol, .idiag_states = states},
        };
        int failed = netlink_dump(NETLINK_SOCK_DIAG, &request.header, add_socket, &adding);
        if (failed < 0 && failed != -DARWIN_ENOENT) return failed; // ENOENT: a kernel without this family
    }
    return 0;
}

// ---- UNIX sockets ----

struct unix_request {
    struct nlmsghdr header;
    struct unix_diag_req diag;
};

struct finding {
    uint64_t inode;
    struct unix_sock *found;
    bool success;
};

static void match_socket(const struct nlmsghdr *message, void *context) {
    struct finding *finding = context;
    const struct unix_diag_msg *diag = NLMSG_DATA(message);
    if (diag->udiag_ino != finding->inode) return;
    finding->success = true;
    *finding->found = (struct unix_sock) {.inode = diag->udiag_ino, .type = diag->udiag_type};
    size_t left = message->nlmsg_len - NLMSG_LENGTH(sizeof *diag);
    for (const struct rtattr *attribute = (const void *) (diag + 1); RTA_OK(attribute, left);
        attribute = RTA_NEXT(attribute, left)) {
        const char *value = RTA_DATA(attribute);
        size_t length = RTA_PAYLOAD(attribute);
        // A name that begins with NUL is of Linux' abstract ones, which Darwin has not.
        if (attribute->rta_type == UNIX_DIAG_NAME && length > 0 && length < sizeof finding->found->path && *value != 0) {
            memcpy(finding->found->path, value, length);
        } else if (attribute->rta_type == UNIX_DIAG_PEER && length == sizeof(uint32_t)) {
            uint32_t peer;
            memcpy(&peer, value, sizeof peer);
            finding->found->peer = peer;
        }
    }
}

bool find_unix_socket(uint64_t inode, struct unix_sock *found) {
    struct finding finding = {.inode = inode, .found = found};
    struct unix_request request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY},
        .diag = {
            .sdiag_family = AF_UNIX,
            .udiag_states = ANY_STATE,
            .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER,
        },
    };
    return netlink_dump(NETLINK_SOCK_DIAG, &request.header, match_socket, &finding) == 0 && finding.success;
}
