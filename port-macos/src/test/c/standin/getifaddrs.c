// SPDX-License-Identifier: Apache-2.0
/* getifaddrs() and freeifaddrs(): for each interface an entry AF_LINK, and one for each address. */
#include "standin.h"

// An entry with all that it points to, so that one free() is enough for it.
struct entry {
    unsigned char head[SIZE_ifaddrs];
    unsigned char address[SOCKADDR_ROOM], netmask[SOCKADDR_ROOM], destination[SOCKADDR_ROOM];
    unsigned char data[SIZE_if_data];
    char name[IFNAMSIZ];
};

static struct entry *append(struct entry ***end, const struct link *link) {
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL) abort();
    strcpy(entry->name, link->name);
    SET(entry->head, ifaddrs, ifa_name, (uintptr_t) entry->name);
    SET(entry->head, ifaddrs, ifa_flags, link->flags);
    **end = entry;
    *end = (struct entry **) AT(entry->head, ifaddrs, ifa_next);
    return entry;
}

static void append_link(struct entry ***end, const struct link *link) {
    struct entry *entry = append(end, link);
    sockaddr_dl_of(link, entry->address);
    SET(entry->head, ifaddrs, ifa_addr, (uintptr_t) entry->address);
    SET(entry->head, ifaddrs, ifa_data, (uintptr_t) entry->data);
    SET(entry->data, if_data, ifi_type, link->type);
    SET(entry->data, if_data, ifi_addrlen, link->address_length);
    SET(entry->data, if_data, ifi_mtu, link->mtu);
    SET(entry->data, if_data, ifi_ipackets, link->counters.rx_packets); // 32 bits of it
    SET(entry->data, if_data, ifi_ierrors, link->counters.rx_errors);
    SET(entry->data, if_data, ifi_opackets, link->counters.tx_packets);
    SET(entry->data, if_data, ifi_oerrors, link->counters.tx_errors);
    SET(entry->data, if_data, ifi_collisions, link->counters.collisions);
    SET(entry->data, if_data, ifi_ibytes, link->counters.rx_bytes);
    SET(entry->data, if_data, ifi_obytes, link->counters.tx_bytes);
    SET(entry->data, if_data, ifi_imcasts, link->counters.multicast);
    SET(entry->data, if_data, ifi_iqdrops, link->counters.rx_dropped);
}

static void append_address(struct entry ***end, const struct link *link, const struct address *address) {
    struct entry *entry = append(end, link);
    sockaddr_of(address, address->local, entry->address);
    netmask_of(address, entry->netmask);
    SET(entry->head, ifaddrs, ifa_addr, (uintptr_t) entry->address);
    SET(entry->head, ifaddrs, ifa_netmask, (uintptr_t) entry->netmask);
    if (address->has_peer) {
        sockaddr_of(address, address->peer, entry->destination);
        SET(entry->head, ifaddrs, ifa_dstaddr, (uintptr_t) entry->destination);
    }
}

static int list_interfaces(struct entry **first) {
    struct links links;
    int failed = read_links(&links);
    if (failed < 0) return failed;
    struct entry **end = first;
    *first = NULL;
    for (size_t i = 0; i < links.link_count; i++) {
        const struct link *link = &links.links[i];
        append_link(&end, link);
        for (size_t j = 0; j < links.address_count; j++) {
            if (links.addresses[j].index == link->index) append_address(&end, link, &links.addresses[j]);
        }
    }
    free_links(&links);
    return 0;
}

int darwin_getifaddrs(struct entry **first) EXPORTED_AS("getifaddrs");
int darwin_getifaddrs(struct entry **first) {
    ANSWER(GETIFADDRS, end_posix, list_interfaces(first));
}

void darwin_freeifaddrs(struct entry *first) EXPORTED_AS("freeifaddrs");
void darwin_freeifaddrs(struct entry *first) {
    begin(FREEIFADDRS);
    while (first != NULL) {
        struct entry *next;
        GET(first->head, ifaddrs, ifa_next, &next);
        free(first);
        first = next;
    }
}
