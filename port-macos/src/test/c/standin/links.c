// SPDX-License-Identifier: Apache-2.0
/* Interfaces and their addresses, from rtnetlink(7), and the sockaddrs of Darwin made of them. */
#include "standin.h"

static int flags_of(unsigned linux_flags) {
    static const struct {
        unsigned linux_flag;
        int darwin_flag;
    } pairs[] = {
        {IFF_UP, DARWIN_IFF_UP}, {IFF_BROADCAST, DARWIN_IFF_BROADCAST}, {IFF_LOOPBACK, DARWIN_IFF_LOOPBACK},
        {IFF_POINTOPOINT, DARWIN_IFF_POINTOPOINT}, {IFF_RUNNING, DARWIN_IFF_RUNNING}, {IFF_NOARP, DARWIN_IFF_NOARP},
        {IFF_PROMISC, DARWIN_IFF_PROMISC}, {IFF_ALLMULTI, DARWIN_IFF_ALLMULTI}, {IFF_MULTICAST, DARWIN_IFF_MULTICAST},
    };
    int flags = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if ((linux_flags & pairs[i].linux_flag) != 0) flags |= pairs[i].darwin_flag;
    }
    return flags;
}

static int type_of(unsigned short arphrd) {
    switch (arphrd) {
    case ARPHRD_ETHER: return DARWIN_IFT_ETHER;
    case ARPHRD_LOOPBACK: return DARWIN_IFT_LOOP;
    case ARPHRD_PPP: return DARWIN_IFT_PPP;
    default: return DARWIN_IFT_OTHER;
    }
}

static bool is_bridge(const struct rtattr *link_info) {
    size_t left = RTA_PAYLOAD(link_info);
    for (const struct rtattr *part = RTA_DATA(link_info); RTA_OK(part, left); part = RTA_NEXT(part, left)) {
        if (part->rta_type == IFLA_INFO_KIND) return strncmp(RTA_DATA(part), "bridge", RTA_PAYLOAD(part)) == 0;
    }
    return false;
}

// One more element, all zero.
static void *grown(void *list, size_t *count, size_t size) {
    char *fresh = realloc(list, (*count + 1) * size);
    if (fresh == NULL) abort();
    memset(fresh + *count * size, 0, size);
    ++*count;
    return fresh;
}

static void copy(void *to, size_t room, const struct rtattr *attribute) {
    size_t length = RTA_PAYLOAD(attribute);
    memcpy(to, RTA_DATA(attribute), length < room ? length : room);
}

// ---- interfaces ----

static void add_link(const struct nlmsghdr *message, void *context) {
    struct links *all = context;
    const struct ifinfomsg *info = NLMSG_DATA(message);
    all->links = grown(all->links, &all->link_count, sizeof *all->links);
    struct link *link = &all->links[all->link_count - 1];
    link->index = info->ifi_index;
    link->flags = flags_of(info->ifi_flags);
    link->type = type_of(info->ifi_type);
    bool bridge = false;
    size_t left = IFLA_PAYLOAD(message);
    for (const struct rtattr *attribute = IFLA_RTA(info); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == IFLA_IFNAME) copy(link->name, sizeof link->name - 1, attribute);
        if (attribute->rta_type == IFLA_MTU) copy(&link->mtu, sizeof link->mtu, attribute);
        if (attribute->rta_type == IFLA_STATS64) copy(&link->counters, sizeof link->counters, attribute);
        if (attribute->rta_type == IFLA_ADDRESS && link->type == DARWIN_IFT_ETHER) { // Darwin's lo0 has none
            copy(link->address, sizeof link->address, attribute);
            link->address_length = RTA_PAYLOAD(attribute);
        }
        if ((attribute->rta_type & NLA_TYPE_MASK) == IFLA_LINKINFO && is_bridge(attribute)) bridge = true;
    }
    if (bridge) link->type = DARWIN_IFT_BRIDGE; // last, as it has an address like an Ethernet card
}

// ---- addresses ----

static void add_address(const struct nlmsghdr *message, void *context) {
    struct links *all = context;
    const struct ifaddrmsg *info = NLMSG_DATA(message);
    if (info->ifa_family != AF_INET && info->ifa_family != AF_INET6) return;
    all->addresses = grown(all->addresses, &all->address_count, sizeof *all->addresses);
    struct address *address = &all->addresses[all->address_count - 1];
    address->index = (int) info->ifa_index;
    address->family = info->ifa_family;
    address->prefix = info->ifa_prefixlen;
    bool has_local = false;
    uint8_t other[16] = {0}; // the other end; without one, the address itself
    size_t left = IFA_PAYLOAD(message);
    for (const struct rtattr *attribute = IFA_RTA(info); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == IFA_ADDRESS) copy(other, sizeof other, attribute);
        if (attribute->rta_type == IFA_LOCAL) {
            copy(address->local, sizeof address->local, attribute);
            has_local = true;
        }
        if (attribute->rta_type == IFA_BROADCAST) {
            copy(address->peer, sizeof address->peer, attribute);
            address->has_peer = true;
        }
    }
    if (!has_local) {
        memcpy(address->local, other, sizeof other);
    } else if (memcmp(address->local, other, sizeof other) != 0) {
        memcpy(address->peer, other, sizeof other);
        address->has_peer = true;
    }
}

struct link_request {
    struct nlmsghdr header;
    union {
        struct ifinfomsg link;
        struct ifaddrmsg address;
    };
};

int read_links(struct links *links) {
    *links = (struct links) {0};
    struct link_request request = {.header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = ASK_FOR_ALL}};
    int failed = netlink_ask(NETLINK_ROUTE, &request.header, add_link, links);
    if (failed == 0) {
        request.header.nlmsg_type = RTM_GETADDR;
        memset(&request.link, 0, sizeof request.link);
        failed = netlink_ask(NETLINK_ROUTE, &request.header, add_address, links);
    }
    if (failed < 0) free_links(links);
    return failed;
}

void free_links(struct links *links) {
    free(links->links);
    free(links->addresses);
    *links = (struct links) {0};
}

// ---- sockaddrs; each returns its sa_len ----

size_t sockaddr_dl_of(const struct link *link, unsigned char *bytes) {
    size_t name = strlen(link->name);
    size_t length = AT_sockaddr_dl_sdl_data + name + link->address_length;
    if (length < SIZE_sockaddr_dl) length = SIZE_sockaddr_dl;
    memset(bytes, 0, SOCKADDR_ROOM);
    SET(bytes, sockaddr_dl, sdl_len, length);
    SET(bytes, sockaddr_dl, sdl_family, DARWIN_AF_LINK);
    SET(bytes, sockaddr_dl, sdl_index, link->index);
    SET(bytes, sockaddr_dl, sdl_type, link->type);
    SET(bytes, sockaddr_dl, sdl_nlen, name);
    SET(bytes, sockaddr_dl, sdl_alen, link->address_length);
    memcpy(AT(bytes, sockaddr_dl, sdl_data), link->name, name);
    memcpy(AT(bytes, sockaddr_dl, sdl_data) + name, link->address, link->address_length);
    return length;
}

size_t sockaddr_of(const struct address *address, const uint8_t *ip, unsigned char *bytes) {
    memset(bytes, 0, SOCKADDR_ROOM);
    if (address->family == AF_INET) {
        SET(bytes, sockaddr_in, sin_len, SIZE_sockaddr_in);
        SET(bytes, sockaddr_in, sin_family, DARWIN_AF_INET);
        memcpy(AT(bytes, sockaddr_in, sin_addr), ip, 4);
        return SIZE_sockaddr_in;
    }
    SET(bytes, sockaddr_in6, sin6_len, SIZE_sockaddr_in6);
    SET(bytes, sockaddr_in6, sin6_family, DARWIN_AF_INET6);
    memcpy(AT(bytes, sockaddr_in6, sin6_addr), ip, 16);
    bool link_local = ip[0] == 0xfe && (ip[1] & 0xc0) == 0x80;
    if (link_local) SET(bytes, sockaddr_in6, sin6_scope_id, address->index);
    return SIZE_sockaddr_in6;
}

// As the routing table keeps it: no family, and no more bytes than up to the last one that is not zero.
size_t netmask_of(const struct address *address, unsigned char *bytes) {
    size_t at = address->family == AF_INET ? AT_sockaddr_in_sin_addr : AT_sockaddr_in6_sin6_addr;
    memset(bytes, 0, SOCKADDR_ROOM);
    for (int bit = 0; bit < address->prefix; bit++) bytes[at + (size_t) bit / 8] |= (unsigned char) (0x80 >> bit % 8);
    size_t length = at + (size_t) (address->prefix + 7) / 8;
    bytes[0] = (unsigned char) length;
    return length;
}
