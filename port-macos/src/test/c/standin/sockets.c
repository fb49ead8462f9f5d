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

static struct sock sock_of(const struct nlmsghdr *message, int protocol) {
    const struct inet_diag_msg *diag = NLMSG_DATA(message);
    struct sock sock = {
        .inode = diag->idiag_inode,
        .cookie = (uint64_t) diag->id.idiag_cookie[1] << 32 | diag->id.idiag_cookie[0],
        .uid = diag->idiag_uid,
        .interface = diag->id.idiag_if,
        .receive_queue = diag->idiag_rqueue,
        .send_queue = diag->idiag_wqueue,
        .family = diag->idiag_family,
        .protocol = (uint8_t) protocol,
        .state = diag->idiag_state,
        .local_port = diag->id.idiag_sport,
        .remote_port = diag->id.idiag_dport,
    };
    memcpy(sock.local, diag->id.idiag_src, sizeof sock.local);
    memcpy(sock.remote, diag->id.idiag_dst, sizeof sock.remote);
    size_t left = message->nlmsg_len - NLMSG_LENGTH(sizeof *diag);
    for (const struct rtattr *attribute = (const void *) (diag + 1); RTA_OK(attribute, left);
        attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == INET_DIAG_SKV6ONLY) sock.v6only = *(const uint8_t *) RTA_DATA(attribute) != 0;
    }
    return sock;
}

static void add_socket(const struct nlmsghdr *message, void *context) {
    struct adding *adding = context;
    struct socks *all = adding->all;
    if (all->count == all->room) {
        all->room = all->room == 0 ? 128 : 2 * all->room;
        all->list = realloc(all->list, all->room * sizeof *all->list);
        if (all->list == NULL) abort();
    }
    all->list[all->count++] = sock_of(message, adding->protocol);
}

static struct inet_request inet_request(int family, int protocol, int flags) {
    return (struct inet_request) {
        .header = {
            .nlmsg_len = sizeof(struct inet_request),
            .nlmsg_type = SOCK_DIAG_BY_FAMILY,
            .nlmsg_flags = (uint16_t) flags,
        },
        .diag = {.sdiag_family = (uint8_t) family, .sdiag_protocol = (uint8_t) protocol},
    };
}

int dump_sockets(int protocol, uint32_t states, struct socks *all) {
    static const int families[] = {AF_INET, AF_INET6};
    struct adding adding = {.all = all, .protocol = protocol};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        struct inet_request request = inet_request(families[i], protocol, ASK_FOR_ALL);
        request.diag.idiag_states = states;
        int failed = netlink_ask(NETLINK_SOCK_DIAG, &request.header, add_socket, &adding);
        if (failed < 0 && failed != -DARWIN_ENOENT) return failed; // ENOENT: a kernel without this family
    }
    return 0;
}

bool ask_for_socket(const struct sock *like, struct sock *found) {
    struct inet_request request = inet_request(like->family, like->protocol, ASK_FOR_ONE);
    struct inet_diag_sockid *id = &request.diag.id;
    id->idiag_sport = like->local_port;
    id->idiag_dport = like->remote_port;
    memcpy(id->idiag_src, like->local, sizeof like->local);
    memcpy(id->idiag_dst, like->remote, sizeof like->remote);
    id->idiag_if = like->interface;
    id->idiag_cookie[0] = id->idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    struct socks answer = {0};
    struct adding adding = {.all = &answer, .protocol = like->protocol};
    bool success = netlink_ask(NETLINK_SOCK_DIAG, &request.header, add_socket, &adding) == 0 && answer.count == 1;
    if (success) *found = answer.list[0];
    free(answer.list);
    return success;
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
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = ASK_FOR_ONE},
        .diag = {
            .sdiag_family = AF_UNIX,
            .udiag_ino = (uint32_t) inode,
            .udiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE},
            .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER,
        },
    };
    return netlink_ask(NETLINK_SOCK_DIAG, &request.header, match_socket, &finding) == 0 && finding.success;
}
