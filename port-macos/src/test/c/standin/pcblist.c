// SPDX-License-Identifier: Apache-2.0
/* net.inet.tcp.pcblist_n and net.inet.udp.pcblist_n: a header, several records per socket, and the header again. */
#include "holders.h"

#define ROUND_UP(length) (((length) + 7) & ~(size_t) 7)

struct view {
    int protocol;
    struct socks socks;
    struct holders holders;
    uint64_t generation;
};

// ---- the records of one socket ----

struct item {
    unsigned char bytes[1024];
    size_t length;
};

static unsigned char *add_record(struct item *item, size_t length) {
    unsigned char *record = item->bytes + item->length;
    item->length += ROUND_UP(length);
    return record;
}

static size_t xsocket_length(void) {
    return fault(XSOCKET_OF_MACOS12) != 0 ? OLDEST_SIZE_xsocket_n : SIZE_xsocket_n;
}

static size_t item_length(int protocol) {
    size_t length = ROUND_UP(SIZE_xinpcb_n) + ROUND_UP(xsocket_length()) + 2 * ROUND_UP(SIZE_xsockbuf_n)
        + ROUND_UP(SIZE_xsockstat_n);
    return length + (protocol == IPPROTO_TCP ? ROUND_UP(SIZE_xtcpcb_n) : 0);
}

static void add_xinpcb(struct item *item, const struct pcb *pcb, int protocol) {
    unsigned char *record = add_record(item, SIZE_xinpcb_n);
    SET(record, xinpcb_n, xi_len, SIZE_xinpcb_n);
    SET(record, xinpcb_n, xi_kind, DARWIN_XSO_INPCB);
    SET(record, xinpcb_n, xi_inpp, pcb->pcb);
    SET(record, xinpcb_n, inp_fport, pcb->foreign_port);
    SET(record, xinpcb_n, inp_lport, pcb->local_port);
    SET(record, xinpcb_n, inp_ppcb, pcb->pcb);
    SET(record, xinpcb_n, inp_gencnt, pcb->generation);
    SET(record, xinpcb_n, inp_flags, pcb->flags);
    SET(record, xinpcb_n, inp_vflag, pcb->vflag);
    SET(record, xinpcb_n, inp_ip_p, protocol);
    memcpy(AT(record, xinpcb_n, inp_dependfaddr), pcb->foreign, sizeof pcb->foreign);
    memcpy(AT(record, xinpcb_n, inp_dependladdr), pcb->local, sizeof pcb->local);
}

static void add_xsocket(struct item *item, const struct pcb *pcb, int protocol, uid_t uid, pid_t last_pid) {
    size_t length = xsocket_length();
    unsigned char *record = add_record(item, length);
    SET(record, xsocket_n, xso_len, length);
    SET(record, xsocket_n, xso_kind, DARWIN_XSO_SOCKET);
    SET(record, xsocket_n, xso_so, pcb->so);
    SET(record, xsocket_n, so_type, pcb->type);
    SET(record, xsocket_n, so_options, pcb->options);
    SET(record, xsocket_n, so_state, pcb->so_state);
    SET(record, xsocket_n, so_pcb, pcb->pcb);
    SET(record, xsocket_n, xso_protocol, protocol);
    SET(record, xsocket_n, xso_family, pcb->family);
    SET(record, xsocket_n, so_qlen, pcb->queue);
    SET(record, xsocket_n, so_qlimit, pcb->queue_limit);
    SET(record, xsocket_n, so_uid, uid);
    SET(record, xsocket_n, so_last_pid, last_pid);
    if (length == SIZE_xsocket_n) SET(record, xsocket_n, so_gencnt, pcb->generation);
}

static void add_xsockbuf(struct item *item, int kind, uint32_t count) {
    unsigned char *record = add_record(item, SIZE_xsockbuf_n);
    SET(record, xsockbuf_n, xsb_len, SIZE_xsockbuf_n);
    SET(record, xsockbuf_n, xsb_kind, kind);
    SET(record, xsockbuf_n, sb_cc, count);
}

static struct item item_of(const struct pcb *pcb, int protocol, uid_t uid, pid_t last_pid) {
    struct item item = {.length = 0};
    add_xinpcb(&item, pcb, protocol);
    add_xsocket(&item, pcb, protocol, uid, last_pid);
    add_xsockbuf(&item, DARWIN_XSO_RCVBUF, pcb->receive_count);
    add_xsockbuf(&item, DARWIN_XSO_SNDBUF, pcb->send_count);
    unsigned char *stat = add_record(&item, SIZE_xsockstat_n);
    SET(stat, xsockstat_n, xst_len, SIZE_xsockstat_n);
    SET(stat, xsockstat_n, xst_kind, DARWIN_XSO_STATS);
    if (protocol == IPPROTO_TCP) {
        unsigned char *tcp = add_record(&item, SIZE_xtcpcb_n);
        SET(tcp, xtcpcb_n, xt_len, SIZE_xtcpcb_n);
        SET(tcp, xtcpcb_n, xt_kind, DARWIN_XSO_TCPCB);
        SET(tcp, xtcpcb_n, t_state, pcb->state);
    }
    return item;
}

// ---- whom the kernel names ----

// What no process has accepted yet has the pid of the listener that it came to.
static pid_t listener_of(const struct view *view, const struct sock *sock) {
    for (size_t i = 0; i < view->socks.count; i++) {
        const struct sock *other = &view->socks.list[i];
        if (other->state == 10 && other->local_port == sock->local_port) return holder_of(&view->holders, other->inode);
    }
    return 0;
}

static pid_t last_pid_of(const struct view *view, const struct sock *sock) {
    if (sock->inode != 0) return holder_of(&view->holders, sock->inode);
    if (sock->protocol == IPPROTO_TCP && sock->state == 6) return (pid_t) fault(TIME_WAIT_PID);
    return listener_of(view, sock);
}

// ---- the list ----

static int put_header(struct reply *reply, const struct view *view, size_t count, uint64_t generation) {
    unsigned char header[SIZE_xinpgen] = {0};
    SET(header, xinpgen, xig_len, SIZE_xinpgen);
    SET(header, xinpgen, xig_count, count);
    SET(header, xinpgen, xig_gen, generation);
    SET(header, xinpgen, xig_sogen, view->generation);
    return put_whole(reply, header, sizeof header);
}

// A connection that no socket of the kernel carries: it has a process and addresses, and no family.
static struct pcb flow(size_t number) {
    struct pcb pcb = {.pcb = 1 + number, .state = DARWIN_TCPS_ESTABLISHED, .vflag = DARWIN_INP_IPV4};
    pcb.local_port = htons((uint16_t) (40001 + number));
    pcb.foreign_port = htons(443);
    memcpy(pcb.local + 12, (uint8_t[]) {127, 0, 0, 1}, 4);
    memcpy(pcb.foreign + 12, (uint8_t[]) {192, 0, 2, 1}, 4);
    return pcb;
}

static int put_items(struct reply *reply, const struct view *view) {
    struct holders own = {0};
    bool own_only = fault(OWN_SOCKETS_ONLY) != 0;
    if (own_only) holders_of_caller(&own);
    int failed = 0;
    for (size_t i = 0; i < view->socks.count && failed == 0; i++) {
        const struct sock *sock = &view->socks.list[i];
        if (own_only && holder_of(&own, sock->inode) == 0) continue;
        struct pcb pcb = pcb_of(sock);
        struct item item = item_of(&pcb, view->protocol, sock->uid, last_pid_of(view, sock));
        failed = put_whole(reply, item.bytes, item.length);
    }
    free(own.list);
    for (size_t i = 0; i < fault(USERLAND_FLOWS) && failed == 0; i++) {
        struct pcb pcb = flow(i);
        struct item item = item_of(&pcb, view->protocol, 0, getpid());
        failed = put_whole(reply, item.bytes, item.length);
    }
    return failed;
}

static int fill(struct reply *reply, const struct view *view, size_t count) {
    size_t half = SIZE_xinpgen + count / 2 * item_length(view->protocol);
    if (count > 0 && take(SHORT_PCBLIST) && half < reply->room) reply->room = half;
    int failed = put_header(reply, view, count, view->generation);
    if (failed < 0 || count == 0) return failed; // without a socket one header is all
    if ((failed = put_items(reply, view)) < 0) return failed;
    failed = put_header(reply, view, count, view->generation + (take(CHANGED_GENERATION) ? 1 : 0));
    size_t cut = fault(CUT_PCBLIST);
    reply->length -= cut < reply->length ? cut : reply->length;
    return failed;
}

static int pcblist(struct reply *reply, int protocol) {
    struct view view = {.protocol = protocol};
    int failed = dump_sockets(protocol, ANY_STATE, &view.socks);
    size_t count = view.socks.count + fault(USERLAND_FLOWS);
    if (failed == 0 && reply->buffer == NULL) {
        reply->length = 2 * SIZE_xinpgen + (count + count / 8 + 1) * item_length(protocol);
    } else if (failed == 0) {
        holders_of_all(&view.holders);
        for (size_t i = 0; i < view.socks.count; i++) {
            if (view.socks.list[i].inode + 1 > view.generation) view.generation = view.socks.list[i].inode + 1;
        }
        failed = fill(reply, &view, count);
    }
    free(view.socks.list);
    free(view.holders.list);
    return failed;
}

int sysctl_tcp_pcblist(struct reply *reply) {
    return pcblist(reply, IPPROTO_TCP);
}

int sysctl_udp_pcblist(struct reply *reply) {
    return pcblist(reply, IPPROTO_UDP);
}
