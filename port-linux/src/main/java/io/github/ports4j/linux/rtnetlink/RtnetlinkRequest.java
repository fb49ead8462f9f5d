package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;

/**
 * Writes requests for dumps. A kernel that checks strictly tells no more than what they ask for.
 *
 * @see "linux/rtnetlink.h, Linux 6.1"
 */
final class RtnetlinkRequest {
    static final int RTM_NEWLINK = 16;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_GETADDR = 22;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_GETROUTE = 26;
    static final int RTM_NEWNEXTHOP = 104;
    static final int RTM_GETNEXTHOP = 106;

    /** Of the longest of them. */
    static final int MAX_SIZE = 40;

    private static final int NLMSG_HDRLEN = NetlinkRequest.NLMSG_HDRLEN;
    private static final int IFLA_EXT_MASK = 29;
    private static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;

    /** Means something for bridges alone. With a mask of 0 the kernel makes no room for long messages, and ends the dump before one. */
    private static final int RTEXT_FILTER_MRP = 1 << 4;

    private static final int RTM_FAMILY = 0;
    private static final int RTM_TABLE = 4;
    private static final int RTM_TYPE = 7;

    private RtnetlinkRequest() {}

    /** All interfaces, without what is told of virtual functions. Each method returns how many bytes were written. */
    static int links(ByteBuffer out, int sequence, boolean stats) {
        int mask = NLMSG_HDRLEN + LinkDecoder.SIZE;
        int size = mask + NetlinkRequest.NLA_HDRLEN + Integer.BYTES;
        NetlinkRequest.dump(out, size, RTM_GETLINK, sequence);
        NetlinkRequest.attribute(out, mask, IFLA_EXT_MASK, Integer.BYTES);
        out.putInt(mask + NetlinkRequest.NLA_HDRLEN, stats ? RTEXT_FILTER_MRP : RTEXT_FILTER_SKIP_STATS);
        return size;
    }

    /** The addresses of all families. */
    static int addresses(ByteBuffer out, int sequence) {
        int size = NLMSG_HDRLEN + AddressDecoder.SIZE;
        NetlinkRequest.dump(out, size, RTM_GETADDR, sequence);
        return size;
    }

    /** The routes of the main table of one family by which packets are sent. */
    static int routes(ByteBuffer out, int sequence, int family) {
        int size = NLMSG_HDRLEN + RouteDecoder.SIZE;
        NetlinkRequest.dump(out, size, RTM_GETROUTE, sequence);
        out.put(NLMSG_HDRLEN + RTM_FAMILY, (byte) family);
        out.put(NLMSG_HDRLEN + RTM_TABLE, (byte) RouteDecoder.RT_TABLE_MAIN);
        out.put(NLMSG_HDRLEN + RTM_TYPE, (byte) RouteDecoder.RTN_UNICAST);
        return size;
    }

    /** The objects of which routes are made. */
    static int nexthops(ByteBuffer out, int sequence) {
        int size = NLMSG_HDRLEN + NexthopTable.SIZE;
        NetlinkRequest.dump(out, size, RTM_GETNEXTHOP, sequence);
        return size;
    }
}
