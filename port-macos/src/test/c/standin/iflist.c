// SPDX-License-Identifier: Apache-2.0
/*
 * sysctl NET_RT_IFLIST2: for each interface an if_msghdr2, and after it messages of other kinds about its addresses
 * and its multicast groups. Sockaddrs after a header are padded to four bytes.
 */
#include "standin.h"

#define ROUND_UP(length) (((length) + 3) & ~(size_t) 3)

// net/if_var.h: struct ifa_msghdr, of 20 bytes, and struct ifma_msghdr2, of 20
#define OTHER_HEADER 20
#define OTHER_ADDRESSES 4
#define OTHER_INDEX 12

struct message {
    unsigned char bytes[512];
    size_t length;
};

static void add_sockaddr(struct message *message, const unsigned char *sockaddr, size_t length) {
    memcpy(message->bytes + message->length, sockaddr, length);
    message->length += ROUND_UP(length);
}

// The four bytes that all messages begin with.
static int put_message(struct reply *reply, struct message *message, int type) {
    SET(message->bytes, if_msghdr2, ifm_msglen, message->length);
    SET(message->bytes, if_msghdr2, ifm_version, DARWIN_RTM_VERSION);
    SET(message->bytes, if_msghdr2, ifm_type, type);
    return put_whole(reply, message->bytes, message->length);
}

static int put_link(struct reply *reply, const struct link *link) {
    struct message message = {.length = SIZE_if_msghdr2};
    SET(message.bytes, if_msghdr2, ifm_addrs, DARWIN_RTA_IFP);
    SET(message.bytes, if_msghdr2, ifm_flags, link->flags);
    SET(message.bytes, if_msghdr2, ifm_index, link->index);
    SET(message.bytes, if_msghdr2, ifm_snd_drops, link->counters.tx_dropped);
    unsigned char *data = AT(message.bytes, if_msghdr2, ifm_data);
    SET(data, if_data64, ifi_type, link->type);
    SET(data, if_data64, ifi_addrlen, link->address_length);
    SET(data, if_data64, ifi_mtu, link->mtu);
    SET(data, if_data64, ifi_ipackets, link->counters.rx_packets);
    SET(data, if_data64, ifi_ierrors, link->counters.rx_errors);
    SET(data, if_data64, ifi_opackets, link->counters.tx_packets);
    SET(data, if_data64, ifi_oerrors, link->counters.tx_errors);
    SET(data, if_data64, ifi_collisions, link->counters.collisions);
    SET(data, if_data64, ifi_ibytes, link->counters.rx_bytes);
    SET(data, if_data64, ifi_obytes, link->counters.tx_bytes);
    SET(data, if_data64, ifi_imcasts, link->counters.multicast);
    SET(data, if_data64, ifi_iqdrops, link->counters.rx_dropped);
    unsigned char sockaddr[SOCKADDR_ROOM];
    add_sockaddr(&message, sockaddr, sockaddr_dl_of(link, sockaddr));
    return put_message(reply, &message, DARWIN_RTM_IFINFO2);
}

static int put_address(struct reply *reply, const struct address *address) {
    struct message message = {.length = OTHER_HEADER};
    unsigned char sockaddr[SOCKADDR_ROOM];
    store(message.bytes, OTHER_ADDRESSES, 4, DARWIN_RTA_NETMASK | DARWIN_RTA_IFA);
    store(message.bytes, OTHER_INDEX, 2, (uint64_t) address->index);
    add_sockaddr(&message, sockaddr, netmask_of(address, sockaddr));
    add_sockaddr(&message, sockaddr, sockaddr_of(address, address->local, sockaddr));
    return put_message(reply, &message, DARWIN_RTM_NEWADDR);
}

// 224.0.0.1, which every interface with IPv4 has joined.
static int put_group(struct reply *reply, const struct link *link) {
    static const uint8_t all_hosts[] = {224, 0, 0, 1};
    struct address group = {.family = AF_INET, .index = link->index};
    struct message message = {.length = OTHER_HEADER};
    unsigned char sockaddr[SOCKADDR_ROOM];
    store(message.bytes, OTHER_ADDRESSES, 4, DARWIN_RTA_IFP | DARWIN_RTA_IFA);
    store(message.bytes, OTHER_INDEX, 2, (uint64_t) link->index);
    add_sockaddr(&message, sockaddr, sockaddr_dl_of(link, sockaddr));
    add_sockaddr(&message, sockaddr, sockaddr_of(&group, all_hosts, sockaddr));
    return put_message(reply, &message, DARWIN_RTM_NEWMADDR2);
}

int sysctl_interfaces(struct reply *reply) {
    struct links links;
    int failed = read_links(&links);
    for (size_t i = 0; failed == 0 && i < links.link_count; i++) {
        failed = put_link(reply, &links.links[i]);
        for (size_t j = 0; failed == 0 && j < links.address_count; j++) {
            if (links.addresses[j].index == links.links[i].index) failed = put_address(reply, &links.addresses[j]);
        }
        if (failed == 0) failed = put_group(reply, &links.links[i]);
    }
    free_links(&links);
    if (reply->buffer == NULL) reply->length += reply->length / 10; // xnu adds as much for what comes meanwhile
    return failed;
}
