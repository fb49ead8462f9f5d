// SPDX-License-Identifier: Apache-2.0
/*
 * Prints what the C headers of this machine say about the structures and constants that the decoders rely on, one
 * `name=value` a line, for the layout test: sizeof(T), offsetof(T, field), and the constants by name.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/if_addr.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/nexthop.h>
#include <linux/nl80211.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>

/** As getdents64 fills it; no header of the kernel shows it to programs. @see getdents64(2) */
struct linux_dirent64 {
    uint64_t d_ino;
    int64_t d_off;
    unsigned short d_reclen;
    unsigned char d_type;
    char d_name[];
};

/** The names that the kernel has but that older headers lack. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

#define SIZE(type) printf("sizeof(" #type ")=%zu\n", sizeof(struct type))
#define FIELD(type, field) printf("offsetof(" #type "," #field ")=%zu\n", offsetof(struct type, field))
#define VALUE(constant) printf(#constant "=%lld\n", (long long) (constant))

static void inet_diag(void) {
    SIZE(inet_diag_sockid);
    FIELD(inet_diag_sockid, idiag_sport);
    FIELD(inet_diag_sockid, idiag_dport);
    FIELD(inet_diag_sockid, idiag_src);
    FIELD(inet_diag_sockid, idiag_dst);
    FIELD(inet_diag_sockid, idiag_if);
    FIELD(inet_diag_sockid, idiag_cookie);

    SIZE(inet_diag_req);
    FIELD(inet_diag_req, idiag_family);
    FIELD(inet_diag_req, idiag_src_len);
    FIELD(inet_diag_req, idiag_dst_len);
    FIELD(inet_diag_req, idiag_ext);
    FIELD(inet_diag_req, id);
    FIELD(inet_diag_req, idiag_states);
    FIELD(inet_diag_req, idiag_dbs);

    SIZE(inet_diag_req_v2);
    FIELD(inet_diag_req_v2, sdiag_family);
    FIELD(inet_diag_req_v2, sdiag_protocol);
    FIELD(inet_diag_req_v2, idiag_ext);
    FIELD(inet_diag_req_v2, pad);
    FIELD(inet_diag_req_v2, idiag_states);
    FIELD(inet_diag_req_v2, id);

    SIZE(inet_diag_msg);
    FIELD(inet_diag_msg, idiag_family);
    FIELD(inet_diag_msg, idiag_state);
    FIELD(inet_diag_msg, idiag_timer);
    FIELD(inet_diag_msg, idiag_retrans);
    FIELD(inet_diag_msg, id);
    FIELD(inet_diag_msg, idiag_expires);
    FIELD(inet_diag_msg, idiag_rqueue);
    FIELD(inet_diag_msg, idiag_wqueue);
    FIELD(inet_diag_msg, idiag_uid);
    FIELD(inet_diag_msg, idiag_inode);

    VALUE(TCPDIAG_GETSOCK);
    VALUE(SOCK_DIAG_BY_FAMILY);
    VALUE(INET_DIAG_SHUTDOWN);
    VALUE(INET_DIAG_MARK);
    VALUE(INET_DIAG_SKV6ONLY);
    VALUE(INET_DIAG_CGROUP_ID);
    VALUE(INET_DIAG_SOCKOPT);
    VALUE(INET_DIAG_NOCOOKIE);
    VALUE(TCP_ESTABLISHED);
    VALUE(TCP_SYN_SENT);
    VALUE(TCP_SYN_RECV);
    VALUE(TCP_FIN_WAIT1);
    VALUE(TCP_FIN_WAIT2);
    VALUE(TCP_TIME_WAIT);
    VALUE(TCP_CLOSE);
    VALUE(TCP_CLOSE_WAIT);
    VALUE(TCP_LAST_ACK);
    VALUE(TCP_LISTEN);
    VALUE(TCP_CLOSING);
}

static void netlink(void) {
    SIZE(nlmsghdr);
    FIELD(nlmsghdr, nlmsg_len);
    FIELD(nlmsghdr, nlmsg_type);
    FIELD(nlmsghdr, nlmsg_flags);
    FIELD(nlmsghdr, nlmsg_seq);
    FIELD(nlmsghdr, nlmsg_pid);

    SIZE(nlmsgerr);
    FIELD(nlmsgerr, error);
    FIELD(nlmsgerr, msg);

    SIZE(nlattr);
    FIELD(nlattr, nla_len);
    FIELD(nlattr, nla_type);

    SIZE(sockaddr_nl);
    FIELD(sockaddr_nl, nl_family);
    FIELD(sockaddr_nl, nl_pid);
    FIELD(sockaddr_nl, nl_groups);

    VALUE(NETLINK_SOCK_DIAG);
    VALUE(NLM_F_REQUEST);
    VALUE(NLM_F_MULTI);
    VALUE(NLM_F_ACK);
    VALUE(NLM_F_DUMP_INTR);
    VALUE(NLM_F_ROOT);
    VALUE(NLM_F_MATCH);
    VALUE(NLM_F_DUMP);
    VALUE(NLMSG_NOOP);
    VALUE(NLMSG_ERROR);
    VALUE(NLMSG_DONE);
    VALUE(NLMSG_ALIGNTO);
    VALUE(NLA_ALIGNTO);
    VALUE(NLA_TYPE_MASK);
}

static void interfaces(void) {
    SIZE(ifinfomsg);
    FIELD(ifinfomsg, ifi_type);
    SIZE(ifaddrmsg);
    SIZE(rtmsg);
    FIELD(rtmsg, rtm_family);
    FIELD(rtmsg, rtm_dst_len);
    FIELD(rtmsg, rtm_table);
    FIELD(rtmsg, rtm_type);
    SIZE(rtnexthop);
    FIELD(rtnexthop, rtnh_len);
    FIELD(rtnexthop, rtnh_flags);
    FIELD(rtnexthop, rtnh_ifindex);
    SIZE(nhmsg);
    FIELD(nhmsg, nh_flags);
    SIZE(nexthop_grp);
    FIELD(rtnl_link_stats64, tx_aborted_errors);
    SIZE(genlmsghdr);

    VALUE(ARPHRD_ARCNET);
    VALUE(ARPHRD_EETHER);
    VALUE(ARPHRD_ETHER);
    VALUE(ARPHRD_FDDI);
    VALUE(ARPHRD_IEEE1394);
    VALUE(ARPHRD_IEEE802);
    VALUE(ARPHRD_IEEE80211);
    VALUE(ARPHRD_IEEE80211_PRISM);
    VALUE(ARPHRD_IEEE80211_RADIOTAP);
    VALUE(ARPHRD_IEEE802154);
    VALUE(ARPHRD_IEEE802154_MONITOR);
    VALUE(ARPHRD_IEEE802_TR);
    VALUE(ARPHRD_INFINIBAND);
    VALUE(ARPHRD_IP6GRE);
    VALUE(ARPHRD_IPGRE);
    VALUE(ARPHRD_LOOPBACK);
    VALUE(ARPHRD_PPP);
    VALUE(ARPHRD_RAWIP);
    VALUE(ARPHRD_SIT);
    VALUE(ARPHRD_TUNNEL);
    VALUE(ARPHRD_TUNNEL6);
    VALUE(CTRL_ATTR_FAMILY_ID);
    VALUE(CTRL_ATTR_FAMILY_NAME);
    VALUE(CTRL_CMD_GETFAMILY);
    VALUE(ETHTOOL_A_HEADER_DEV_INDEX);
    VALUE(ETHTOOL_A_HEADER_FLAGS);
    VALUE(ETHTOOL_A_LINKMODES_HEADER);
    VALUE(ETHTOOL_A_LINKMODES_SPEED);
    VALUE(ETHTOOL_FLAG_COMPACT_BITSETS);
    VALUE(ETHTOOL_MSG_LINKMODES_GET);
    VALUE(GENL_HDRLEN);
    VALUE(GENL_ID_CTRL);
    VALUE(IFA_ADDRESS);
    VALUE(IFA_BROADCAST);
    VALUE(IFA_FLAGS);
    VALUE(IFA_LOCAL);
    VALUE(IFLA_ADDRESS);
    VALUE(IFLA_ALT_IFNAME);
    VALUE(IFLA_CARRIER);
    VALUE(IFLA_EXT_MASK);
    VALUE(IFLA_IFNAME);
    VALUE(IFLA_INFO_KIND);
    VALUE(IFLA_LINKINFO);
    VALUE(IFLA_MTU);
    VALUE(IFLA_PROP_LIST);
    VALUE(IFLA_STATS64);
    VALUE(NETLINK_GENERIC);
    VALUE(NETLINK_GET_STRICT_CHK);
    VALUE(NETLINK_ROUTE);
    VALUE(NHA_GATEWAY);
    VALUE(NHA_GROUP);
    VALUE(NHA_ID);
    VALUE(NHA_OIF);
    VALUE(NL80211_ATTR_IFINDEX);
    VALUE(NL80211_ATTR_IFTYPE);
    VALUE(NL80211_ATTR_SSID);
    VALUE(NL80211_ATTR_WIPHY_FREQ);
    VALUE(NL80211_CMD_GET_INTERFACE);
    VALUE(NLA_F_NESTED);
    VALUE(RTA_DST);
    VALUE(RTA_GATEWAY);
    VALUE(RTA_MULTIPATH);
    VALUE(RTA_NH_ID);
    VALUE(RTA_OIF);
    VALUE(RTA_PREF);
    VALUE(RTA_PRIORITY);
    VALUE(RTA_TABLE);
    VALUE(RTA_VIA);
    VALUE(RTEXT_FILTER_MRP);
    VALUE(RTEXT_FILTER_SKIP_STATS);
    VALUE(RTMGRP_IPV4_IFADDR);
    VALUE(RTMGRP_IPV6_IFADDR);
    VALUE(RTMGRP_LINK);
    VALUE(RTM_F_CLONED);
    VALUE(RTM_GETADDR);
    VALUE(RTM_GETLINK);
    VALUE(RTM_GETNEXTHOP);
    VALUE(RTM_GETROUTE);
    VALUE(RTM_NEWADDR);
    VALUE(RTM_NEWLINK);
    VALUE(RTM_NEWNEXTHOP);
    VALUE(RTM_NEWROUTE);
    VALUE(RTNH_ALIGNTO);
    VALUE(RTNH_F_DEAD);
    VALUE(RTN_UNICAST);
    VALUE(RT_SCOPE_HOST);
    VALUE(RT_SCOPE_LINK);
    VALUE(RT_SCOPE_SITE);
    VALUE(RT_SCOPE_UNIVERSE);
    VALUE(RT_TABLE_MAIN);
    VALUE(SOL_NETLINK);
}

static void addresses(void) {
    SIZE(sockaddr_nl);
    FIELD(sockaddr_nl, nl_family);
    FIELD(sockaddr_nl, nl_pid);
    FIELD(sockaddr_nl, nl_groups);
    SIZE(sockaddr_in);
    FIELD(sockaddr_in, sin_family);
    FIELD(sockaddr_in, sin_port);
    FIELD(sockaddr_in, sin_addr);

    SIZE(sockaddr_in6);
    FIELD(sockaddr_in6, sin6_family);
    FIELD(sockaddr_in6, sin6_port);
    FIELD(sockaddr_in6, sin6_flowinfo);
    FIELD(sockaddr_in6, sin6_addr);
    FIELD(sockaddr_in6, sin6_scope_id);

    VALUE(AF_UNSPEC);
    VALUE(AF_INET);
    VALUE(AF_INET6);
    VALUE(AF_NETLINK);
    VALUE(SOCK_STREAM);
    VALUE(SOCK_DGRAM);
    VALUE(SOCK_RAW);
    VALUE(SOCK_CLOEXEC);
    VALUE(SOCK_NONBLOCK);
    VALUE(IPPROTO_TCP);
    VALUE(IPPROTO_UDP);
    VALUE(IPPROTO_IPV6);
    VALUE(IPV6_V6ONLY);
    VALUE(SOL_SOCKET);
    VALUE(SO_REUSEADDR);
    VALUE(SO_REUSEPORT);
    VALUE(SO_ERROR);
    VALUE(SO_LINGER);
    VALUE(SO_SNDTIMEO);
    VALUE(SO_RCVBUF);
    VALUE(SO_RCVTIMEO);
    VALUE(MSG_DONTWAIT);
    VALUE(MSG_ERRQUEUE);
    SIZE(linger);
    FIELD(linger, l_onoff);
    FIELD(linger, l_linger);
    SIZE(timeval);
    FIELD(timeval, tv_sec);
    FIELD(timeval, tv_usec);
}

static void files(void) {
    SIZE(linux_dirent64);
    FIELD(linux_dirent64, d_ino);
    FIELD(linux_dirent64, d_off);
    FIELD(linux_dirent64, d_reclen);
    FIELD(linux_dirent64, d_type);
    FIELD(linux_dirent64, d_name);

    SIZE(pollfd);
    FIELD(pollfd, fd);
    FIELD(pollfd, events);
    FIELD(pollfd, revents);
    SIZE(statx);
    FIELD(statx, stx_mask);
    FIELD(statx, stx_nlink);

    SIZE(epoll_event);
    FIELD(epoll_event, events);
    FIELD(epoll_event, data);
    VALUE(EPOLL_CLOEXEC);
    VALUE(EPOLL_CTL_ADD);
    VALUE(EPOLLOUT);
    VALUE(EPOLLET);

    SIZE(rlimit);
    FIELD(rlimit, rlim_cur);
    VALUE(RLIMIT_NOFILE);

    VALUE(DT_UNKNOWN);
    VALUE(DT_DIR);
    VALUE(DT_LNK);
    VALUE(AT_FDCWD);
    VALUE(O_RDONLY);
    VALUE(O_CLOEXEC);
    VALUE(O_DIRECTORY);
    VALUE(O_NOFOLLOW);
    VALUE(O_PATH);
    VALUE(POLLIN);
    VALUE(POLLERR);
    VALUE(POLLHUP);
    VALUE(POLLNVAL);
    VALUE(SYS_getdents64);
    VALUE(SYS_statx);
    VALUE(STATX_NLINK);
    VALUE(SYS_readlinkat);
    VALUE(SYS_openat);
    VALUE(SYS_pidfd_open);
    VALUE(SYS_pidfd_send_signal);
}

static void numbers(void) {
    VALUE(EPERM);
    VALUE(ENOENT);
    VALUE(ESRCH);
    VALUE(EINTR);
    VALUE(EIO);
    VALUE(EBADF);
    VALUE(EAGAIN);
    VALUE(ENOMEM);
    VALUE(EACCES);
    VALUE(EBUSY);
    VALUE(ENOTDIR);
    VALUE(EINVAL);
    VALUE(ENFILE);
    VALUE(EMFILE);
    VALUE(ENOSPC);
    VALUE(EPIPE);
    VALUE(ENAMETOOLONG);
    VALUE(ENOSYS);
    VALUE(ENONET);
    VALUE(EPROTO);
    VALUE(EMSGSIZE);
    VALUE(ENOPROTOOPT);
    VALUE(ESOCKTNOSUPPORT);
    VALUE(EPROTONOSUPPORT);
    VALUE(EOPNOTSUPP);
    VALUE(EAFNOSUPPORT);
    VALUE(EADDRINUSE);
    VALUE(EADDRNOTAVAIL);
    VALUE(ENETDOWN);
    VALUE(ENETUNREACH);
    VALUE(ECONNRESET);
    VALUE(ENOBUFS);
    VALUE(EISCONN);
    VALUE(ETIMEDOUT);
    VALUE(ECONNREFUSED);
    VALUE(EHOSTDOWN);
    VALUE(EHOSTUNREACH);
    VALUE(EALREADY);
    VALUE(EINPROGRESS);
    VALUE(SIGHUP);
    VALUE(SIGINT);
    VALUE(SIGQUIT);
    VALUE(SIGKILL);
    VALUE(SIGUSR1);
    VALUE(SIGUSR2);
    VALUE(SIGTERM);
    VALUE(SIGCHLD);
    VALUE(SIGCONT);
    VALUE(SIGSTOP);
}

int main(void) {
    inet_diag();
    netlink();
    interfaces();
    addresses();
    files();
    numbers();
    return 0;
}
