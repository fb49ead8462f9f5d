/*
 * interfaces: asks the kernel for all network interfaces as the library's list() does, with nothing around it.
 *
 *   cc -O2 -o interfaces interfaces.c
 *   interfaces [--iter N]
 *
 * The same dumps in the same order, each time anew with sockets opened and closed: RTM_GETLINK and RTM_GETADDR over one
 * NETLINK_ROUTE socket; CTRL_CMD_GETFAMILY, ETHTOOL_MSG_LINKMODES_GET and NL80211_CMD_GET_INTERFACE over one NETLINK_GENERIC socket.
 * Every attribute that the library gives is read and kept. Prints one line: interfaces=, addresses=, speeds=, med_ns=.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER (32 * 1024)
#define MOST 65536

struct nic {
    int index;
    unsigned flags;
    unsigned type;
    unsigned mtu;
    int carrier;
    unsigned speed;
    int wifi;
    char name[16];
    char kind[16];
    unsigned char mac[32];
    int mac_length;
    struct rtnl_link_stats64 stats;
};

struct address {
    int index;
    unsigned char family, prefix, scope;
    unsigned flags;
    unsigned char own[16], peer[16], broadcast[4];
};

static struct nic nics[MOST];
static struct address addresses[MOST];
static int nic_count, address_count, speed_count;
static unsigned sequence;
static char buffer[BUFFER];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void copy(void *to, size_t room, const struct nlattr *attr) {
    size_t length = attr->nla_len - NLA_HDRLEN;
    memcpy(to, (const char *)attr + NLA_HDRLEN, length < room ? length : room);
}

#define EACH(attr, start, length)                                                                                     \
    for (struct nlattr *attr = (struct nlattr *)(start), *end_ = (struct nlattr *)((char *)(start) + (length));       \
         (char *)attr + NLA_HDRLEN <= (char *)end_ && attr->nla_len >= NLA_HDRLEN;                                    \
         attr = (struct nlattr *)((char *)attr + NLA_ALIGN(attr->nla_len)))

static void link_info(struct nic *nic, struct nlattr *info) {
    EACH(attr, (char *)info + NLA_HDRLEN, info->nla_len - NLA_HDRLEN) {
        if ((attr->nla_type & NLA_TYPE_MASK) == IFLA_INFO_KIND) {
            copy(nic->kind, sizeof nic->kind, attr);
        }
    }
}

static void take_link(struct nlmsghdr *message) {
    struct ifinfomsg *info = NLMSG_DATA(message);
    struct nic *nic = &nics[nic_count++];
    memset(nic, 0, sizeof *nic);
    nic->index = info->ifi_index;
    nic->flags = info->ifi_flags;
    nic->type = info->ifi_type;
    EACH(attr, (char *)info + NLMSG_ALIGN(sizeof *info), message->nlmsg_len - NLMSG_LENGTH(sizeof *info)) {
        switch (attr->nla_type & NLA_TYPE_MASK) {
        case IFLA_IFNAME: copy(nic->name, sizeof nic->name, attr); break;
        case IFLA_MTU: copy(&nic->mtu, sizeof nic->mtu, attr); break;
        case IFLA_CARRIER: copy(&nic->carrier, 1, attr); break;
        case IFLA_ADDRESS:
            nic->mac_length = attr->nla_len - NLA_HDRLEN;
            copy(nic->mac, sizeof nic->mac, attr);
            break;
        case IFLA_STATS64: copy(&nic->stats, sizeof nic->stats, attr); break;
        case IFLA_LINKINFO: link_info(nic, attr); break;
        }
    }
}

static void take_address(struct nlmsghdr *message) {
    struct ifaddrmsg *info = NLMSG_DATA(message);
    struct address *address = &addresses[address_count++];
    memset(address, 0, sizeof *address);
    address->index = (int)info->ifa_index;
    address->family = info->ifa_family;
    address->prefix = info->ifa_prefixlen;
    address->scope = info->ifa_scope;
    EACH(attr, (char *)info + NLMSG_ALIGN(sizeof *info), message->nlmsg_len - NLMSG_LENGTH(sizeof *info)) {
        switch (attr->nla_type & NLA_TYPE_MASK) {
        case IFA_LOCAL: copy(address->own, sizeof address->own, attr); break;
        case IFA_ADDRESS: copy(address->peer, sizeof address->peer, attr); break;
        case IFA_BROADCAST: copy(address->broadcast, sizeof address->broadcast, attr); break;
        case IFA_FLAGS: copy(&address->flags, sizeof address->flags, attr); break;
        }
    }
}

static int ethtool_id, nl80211_id;

static void take_family(struct nlmsghdr *message) {
    char name[GENL_NAMSIZ] = "";
    int id = 0;
    EACH(attr, (char *)NLMSG_DATA(message) + GENL_HDRLEN, message->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN)) {
        if (attr->nla_type == CTRL_ATTR_FAMILY_ID) {
            copy(&id, 2, attr);
        } else if (attr->nla_type == CTRL_ATTR_FAMILY_NAME) {
            copy(name, sizeof name, attr);
        }
    }
    if (!strcmp(name, ETHTOOL_GENL_NAME)) {
        ethtool_id = id;
    } else if (!strcmp(name, NL80211_GENL_NAME)) {
        nl80211_id = id;
    }
}

static struct nic *by_index(int index) {
    int low = 0, high = nic_count - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (nics[middle].index == index) {
            return &nics[middle];
        }
        if (nics[middle].index < index) {
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return NULL;
}

static void take_speed(struct nlmsghdr *message) {
    int index = 0;
    unsigned speed = 0;
    EACH(attr, (char *)NLMSG_DATA(message) + GENL_HDRLEN, message->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN)) {
        switch (attr->nla_type & NLA_TYPE_MASK) {
        case ETHTOOL_A_LINKMODES_HEADER:
            EACH(part, (char *)attr + NLA_HDRLEN, attr->nla_len - NLA_HDRLEN) {
                if ((part->nla_type & NLA_TYPE_MASK) == ETHTOOL_A_HEADER_DEV_INDEX) {
                    copy(&index, sizeof index, part);
                }
            }
            break;
        case ETHTOOL_A_LINKMODES_SPEED: copy(&speed, sizeof speed, attr); break;
        }
    }
    struct nic *nic = by_index(index);
    if (nic != NULL && speed != 0 && speed != UINT32_MAX) {
        nic->speed = speed;
        speed_count++;
    }
}

static void take_wifi(struct nlmsghdr *message) {
    int index = 0;
    EACH(attr, (char *)NLMSG_DATA(message) + GENL_HDRLEN, message->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN)) {
        if (attr->nla_type == NL80211_ATTR_IFINDEX) {
            copy(&index, sizeof index, attr);
        }
    }
    struct nic *nic = by_index(index);
    if (nic != NULL) {
        nic->wifi = 1;
    }
}

/* Sends the request and hands on what comes; returns the errno with which the kernel refuses, or 0. */
static int ask(int fd, struct nlmsghdr *request, void (*take)(struct nlmsghdr *)) {
    request->nlmsg_seq = ++sequence;
    if (send(fd, request, request->nlmsg_len, 0) < 0) {
        fail("send");
    }
    for (;;) {
        ssize_t length = recv(fd, buffer, sizeof buffer, MSG_TRUNC);
        if (length < 0 || length > BUFFER) {
            fail("recv");
        }
        int left = (int)length;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_ERROR) {
                return -((struct nlmsgerr *)NLMSG_DATA(message))->error;
            }
            if (message->nlmsg_type == NLMSG_DONE) {
                return 0;
            }
            take(message);
        }
    }
}

static int open_netlink(int protocol) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    if (fd < 0) {
        fail("socket");
    }
    return fd;
}

static void route_dump(int fd, int type, size_t header, void (*take)(struct nlmsghdr *)) {
    struct {
        struct nlmsghdr h;
        char body[32];
    } request = {.h = {.nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_len = NLMSG_LENGTH(header)}};
    if (ask(fd, &request.h, take)) {
        fail("dump");
    }
}

static void generic_dump(int fd, int family, int command, int header, void (*take)(struct nlmsghdr *)) {
    if (family == 0) {
        return; // this kernel has no such family
    }
    struct {
        struct nlmsghdr h;
        struct genlmsghdr g;
        struct nlattr header;
    } dump = {.h = {.nlmsg_type = family, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN)},
              .g = {.cmd = command, .version = 1}};
    if (header) {
        dump.header.nla_type = header | NLA_F_NESTED;
        dump.header.nla_len = NLA_HDRLEN;
        dump.h.nlmsg_len += NLA_HDRLEN;
    }
    int refused = ask(fd, &dump.h, take);
    if (refused && refused != EOPNOTSUPP && refused != ENOENT) {
        errno = refused;
        fail("dump of generic netlink");
    }
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int ascending(const void *one, const void *other) {
    uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv) {
    int rounds = 1;
    if (argc == 3 && !strcmp(argv[1], "--iter")) {
        rounds = atoi(argv[2]);
    } else if (argc != 1) {
        fprintf(stderr, "interfaces [--iter N]\n");
        return 2;
    }
    uint64_t *times = calloc((size_t)rounds, sizeof *times);
    for (int i = 0; i < rounds; i++) {
        uint64_t start = now();
        nic_count = address_count = speed_count = 0;
        int route = open_netlink(NETLINK_ROUTE);
        route_dump(route, RTM_GETLINK, sizeof(struct ifinfomsg), take_link);
        route_dump(route, RTM_GETADDR, sizeof(struct ifaddrmsg), take_address);
        close(route);
        int generic = open_netlink(NETLINK_GENERIC);
        ethtool_id = nl80211_id = 0;
        generic_dump(generic, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0, take_family);
        generic_dump(generic, ethtool_id, ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_A_LINKMODES_HEADER, take_speed);
        generic_dump(generic, nl80211_id, NL80211_CMD_GET_INTERFACE, 0, take_wifi);
        close(generic);
        times[i] = now() - start;
    }
    qsort(times, (size_t)rounds, sizeof *times, ascending);
    printf("interfaces=%d addresses=%d speeds=%d med_ns=%llu\n", nic_count, address_count, speed_count,
           (unsigned long long)times[rounds / 2]);
    return 0;
}
