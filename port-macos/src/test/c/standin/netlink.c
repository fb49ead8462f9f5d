// SPDX-License-Identifier: Apache-2.0
/* netlink(7): questions, about the network namespace of the calling thread. */
#include "standin.h"

int netlink_ask(int protocol, const struct nlmsghdr *request, each_message *each, void *context) {
    int netlink = (int) syscall(SYS_socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    if (netlink < 0) return -darwin_errno(errno);
    int failed = send(netlink, request, request->nlmsg_len, 0) < 0 ? errno : 0;
    static __thread char bytes[65536] __attribute__((aligned(8)));
    bool one = (request->nlmsg_flags & NLM_F_DUMP) == 0; // one message is all that comes
    for (bool done = false; !done && failed == 0;) {
        ssize_t length = recv(netlink, bytes, sizeof bytes, 0);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) {
            failed = length < 0 ? errno : EIO;
            break;
        }
        size_t left = (size_t) length;
        for (struct nlmsghdr *message = (void *) bytes; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE) {
                done = true;
            } else if (message->nlmsg_type == NLMSG_ERROR) {
                failed = -((struct nlmsgerr *) NLMSG_DATA(message))->error;
                done = true;
            } else {
                each(message, context);
                done = one;
            }
        }
    }
    sys_close(netlink);
    return failed == 0 ? 0 : -darwin_errno(failed);
}
