package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.Netlink;
import io.github.ports4j.linux.netlink.NetlinkProtocol;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.netlink.NetlinkReply;
import io.github.ports4j.linux.netlink.NetlinkWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of the network namespace of the calling thread by dumps of rtnetlink, each by a socket of its own. A dump that
 * lacks something is given to nobody.
 */
public final class Rtnetlink {
    // linux/rtnetlink.h
    private static final int RTMGRP_LINK = 1;
    private static final int RTMGRP_IPV4_IFADDR = 0x10;
    private static final int RTMGRP_IPV6_IFADDR = 0x100;

    private final int replySize;

    /**
     * A reader.
     *
     * @param replySize the longest datagram that is expected, in bytes
     */
    public Rtnetlink(int replySize) {
        this.replySize = replySize;
    }

    /** Begins to listen for changes of interfaces and addresses. */
    public static NetlinkWatch watch() throws NetlinkRefusedException {
        return NetlinkWatch.begin(NetlinkProtocol.ROUTE, RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
    }

    /** All interfaces, in the order of the kernel. */
    public List<Link> links(boolean stats) throws DumpInterruptedException, NetlinkRefusedException {
        List<Link> links = new ArrayList<>();
        try (Netlink netlink = open()) {
            int size = RtnetlinkRequest.links(netlink.request(), netlink.nextSequence(), stats);
            NetlinkReply.Handler handler = (type, in, start, end) -> {
                expect(RtnetlinkRequest.RTM_NEWLINK, type, start, end);
                links.add(LinkDecoder.decode(in, start, end));
            };
            netlink.dump("RTM_GETLINK", size, handler, new NetlinkReply.Outcome());
        }
        return links;
    }

    /** All addresses of IPv4 and IPv6, in the order of the kernel. */
    public List<LinkAddress> addresses() throws DumpInterruptedException, NetlinkRefusedException {
        List<LinkAddress> addresses = new ArrayList<>();
        try (Netlink netlink = open()) {
            int size = RtnetlinkRequest.addresses(netlink.request(), netlink.nextSequence());
            NetlinkReply.Handler handler = (type, in, start, end) -> {
                expect(RtnetlinkRequest.RTM_NEWADDR, type, start, end);
                AddressDecoder.decode(in, start, end).ifPresent(addresses::add);
            };
            netlink.dump("RTM_GETADDR", size, handler, new NetlinkReply.Outcome());
        }
        return addresses;
    }

    /** The default routes of the main table, first those of IPv4, in the order of the kernel. */
    public List<Route> defaultRoutes() throws DumpInterruptedException, NetlinkRefusedException {
        List<KernelRoute> routes = new ArrayList<>();
        readRoutes(InetBytes.AF_INET, routes);
        readRoutes(InetBytes.AF_INET6, routes);
        boolean namesObjects = routes.stream().anyMatch(route -> route.nexthopId() != 0);
        NexthopTable objects = namesObjects ? nexthops() : new NexthopTable();
        return routes.stream().flatMap(route -> route.ways(objects)).toList();
    }

    /** A kernel without IPv6 answers for IPv4 instead. */
    private void readRoutes(int family, List<KernelRoute> routes)
            throws DumpInterruptedException, NetlinkRefusedException {
        NetlinkReply.Outcome outcome = new NetlinkReply.Outcome();
        try (Netlink netlink = open()) {
            boolean sorted =
                    netlink.checkStrictly() && family == InetBytes.AF_INET; // one table, not one after the other
            int size = RtnetlinkRequest.routes(netlink.request(), netlink.nextSequence(), family);
            NetlinkReply.Handler handler = (type, in, start, end) -> {
                expect(RtnetlinkRequest.RTM_NEWROUTE, type, start, end);
                RouteDecoder.decode(in, start, end, family).ifPresent(routes::add);
                outcome.done = sorted && RouteDecoder.isPastDefault(in, start, end);
            };
            netlink.dump("RTM_GETROUTE", size, handler, outcome);
        } catch (NetlinkRefusedException e) {
            if (e.errno() != LinuxErrno.ENOENT) { // there is no main table before its first route
                throw e;
            }
        }
    }

    private NexthopTable nexthops() throws DumpInterruptedException, NetlinkRefusedException {
        NexthopTable nexthops = new NexthopTable();
        try (Netlink netlink = open()) {
            int size = RtnetlinkRequest.nexthops(netlink.request(), netlink.nextSequence());
            NetlinkReply.Handler handler = (type, in, start, end) -> {
                expect(RtnetlinkRequest.RTM_NEWNEXTHOP, type, start, end);
                nexthops.add(in, start, end);
            };
            netlink.dump("RTM_GETNEXTHOP", size, handler, new NetlinkReply.Outcome());
        }
        return nexthops;
    }

    private Netlink open() throws NetlinkRefusedException {
        return Netlink.open(NetlinkProtocol.ROUTE, RtnetlinkRequest.MAX_SIZE, replySize);
    }

    private static void expect(int expected, int type, int start, int end) {
        if (type != expected) {
            throw new MalformedReplyException("nlmsg_type " + type, start, end - (long) start, end - (long) start);
        }
    }
}
