// SPDX-License-Identifier: Apache-2.0
/*
 * sysctl NET_RT_DUMP: an rt_msghdr for each route of the main table, and behind it its sockaddrs, padded to four bytes.
 * Of default routes that of the lowest metric comes first, as Darwin knows no metrics: there the others are scoped.
 */
#include "standin.h"

#define ROUND_UP(length) (((length) + 3) & ~(size_t) 3)

// net/route.h: struct rt_msghdr, of 92 bytes
#define HEADER 92
#define RTM_MSGLEN_AT 0
#define RTM_VERSION_AT 2
#define RTM_TYPE_AT 3
#define RTM_INDEX_AT 4
#define RTM_FLAGS_AT 8
#define RTM_ADDRS_AT 12

#define MOST_ROUTES 256

struct route {
    uint8_t family, prefix_length;
    uint8_t destination[16], gateway[16];
    bool via;
    int index;
    uint32_t metric;
};

struct routes {
    struct route list[MOST_ROUTES];
    size_t count;
};

static void add_route(const struct nlmsghdr *message, void *context) {
    struct routes *routes = context;
    const struct rtmsg *header = NLMSG_DATA(message);
    if (header->rtm_table != RT_TABLE_MAIN || header->rtm_type != RTN_UNICAST || routes->count == MOST_ROUTES) return;
    struct route route = {.family = header->rtm_family, .prefix_length = header->rtm_dst_len};
    size_t left = message->nlmsg_len - NLMSG_LENGTH(sizeof *header);
    for (const struct rtattr *attribute = (const void *) (header + 1); RTA_OK(attribute, left);
        attribute = RTA_NEXT(attribute, left)) {
        const void *value = RTA_DATA(attribute);
        size_t length = RTA_PAYLOAD(attribute);
        if (attribute->rta_type == RTA_DST && length <= 16) memcpy(route.destination, value, length);
        if (attribute->rta_type == RTA_GATEWAY && length <= 16) {
            memcpy(route.gateway, value, length);
            route.via = true;
        }
        if (attribute->rta_type == RTA_OIF) memcpy(&route.index, value, sizeof route.index);
        if (attribute->rta_type == RTA_PRIORITY) memcpy(&route.metric, value, sizeof route.metric);
    }
    if (route.index != 0) routes->list[routes->count++] = route;
}

static int by_metric(const void *left, const void *right) {
    const struct route *a = left, *b = right;
    return a->metric < b->metric ? -1 : a->metric > b->metric;
}

static void add_sockaddr(unsigned char *message, size_t *length, const unsigned char *sockaddr, size_t size) {
    memcpy(message + *length, sockaddr, size);
    *length += ROUND_UP(size);
}

static int put_route(struct reply *reply, const struct route *route) {
    unsigned char message[512] = {0};
    unsigned char sockaddr[SOCKADDR_ROOM];
    size_t length = HEADER;
    struct address end = {.family = route->family, .index = route->index, .prefix = route->prefix_length};
    add_sockaddr(message, &length, sockaddr, sockaddr_of(&end, route->destination, sockaddr));
    if (route->via) {
        add_sockaddr(message, &length, sockaddr, sockaddr_of(&end, route->gateway, sockaddr));
    } else {
        struct link link = {.index = route->index, .type = DARWIN_IFT_OTHER};
        add_sockaddr(message, &length, sockaddr, sockaddr_dl_of(&link, sockaddr));
    }
    if (route->prefix_length == 0) {
        length += 4; // a netmask of length 0
    } else {
        add_sockaddr(message, &length, sockaddr, netmask_of(&end, sockaddr));
    }
    store(message, RTM_MSGLEN_AT, 2, length);
    store(message, RTM_VERSION_AT, 1, DARWIN_RTM_VERSION);
    store(message, RTM_TYPE_AT, 1, DARWIN_RTM_GET);
    store(message, RTM_INDEX_AT, 2, (uint64_t) route->index);
    store(message, RTM_FLAGS_AT, 4, DARWIN_RTF_UP | (route->via ? DARWIN_RTF_GATEWAY : 0));
    store(message, RTM_ADDRS_AT, 4, DARWIN_RTA_DST | DARWIN_RTA_GATEWAY | DARWIN_RTA_NETMASK);
    return put_whole(reply, message, length);
}

int sysctl_routes(struct reply *reply) {
    static const uint8_t families[] = {AF_INET, AF_INET6};
    struct routes *routes = calloc(1, sizeof *routes);
    if (routes == NULL) abort();
    int failed = 0;
    for (size_t i = 0; failed == 0 && i < sizeof families; i++) {
        struct { struct nlmsghdr header; struct rtmsg route; } request = {
            .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETROUTE, .nlmsg_flags = ASK_FOR_ALL},
            .route = {.rtm_family = families[i]},
        };
        failed = netlink_ask(NETLINK_ROUTE, &request.header, add_route, routes);
    }
    qsort(routes->list, routes->count, sizeof *routes->list, by_metric);
    for (size_t i = 0; failed == 0 && i < routes->count; i++) failed = put_route(reply, &routes->list[i]);
    free(routes);
    return failed;
}
