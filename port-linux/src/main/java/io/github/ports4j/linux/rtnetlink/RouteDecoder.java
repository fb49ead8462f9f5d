package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes {@code RTM_NEWROUTE}: {@code struct rtmsg} and the attributes {@code RTA_…} that follow it.
 *
 * @see "linux/rtnetlink.h, Linux 6.1"
 */
final class RouteDecoder {
    /** {@code sizeof(struct rtmsg)}. */
    static final int SIZE = 12;

    static final int RT_TABLE_MAIN = 254;
    static final int RTN_UNICAST = 1;

    private static final int RTM_DST_LEN = 1;
    private static final int RTM_F_CLONED = 0x200;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int RTA_VIA = 18;
    private static final int RTA_PREF = 20;
    private static final int RTA_NH_ID = 30;

    /** {@code sizeof(struct rtnexthop)}. */
    private static final int RTNH_SIZE = 8;

    private static final int RTNH_LEN = 0;
    private static final int RTNH_FLAGS = 2;
    private static final int RTNH_IFINDEX = 4;
    private static final int RTNH_ALIGNTO = 4;

    private long table;
    private long metric;
    private long nexthopId;
    private RouterPreference preference = RouterPreference.MEDIUM;
    private int index;
    private boolean multipath;
    private Optional<byte[]> gateway = Optional.empty();
    private final List<Nexthop> nexthops = new ArrayList<>();

    private RouteDecoder(long table) {
        this.table = table;
    }

    /**
     * The route; empty if it is not a default route of this family and the main table by which packets are sent, or is one for
     * packets of some sources or some type of service alone.
     *
     * @param in holds the payload of one message from {@code start} to {@code end}
     * @param wanted the family, {@link InetBytes#AF_INET} or {@link InetBytes#AF_INET6}
     * @throws MalformedReplyException if something is not there in full
     */
    static Optional<KernelRoute> decode(ByteBuffer in, int start, int end, int wanted) {
        ByteCursor rtmsg = new ByteCursor(in, start, end).require(SIZE, "struct rtmsg");
        int family = rtmsg.u8();
        int destinationLength = rtmsg.u8();
        int sourceLength = rtmsg.u8();
        int tos = rtmsg.u8();
        RouteDecoder route = new RouteDecoder(rtmsg.u8());
        rtmsg.skip(2); // rtm_protocol, rtm_scope
        int type = rtmsg.u8();
        int flags = rtmsg.s32();
        if (family != wanted
                || destinationLength != 0
                || sourceLength != 0
                || tos != 0
                || type != RTN_UNICAST
                || (flags & RTM_F_CLONED) != 0) {
            return Optional.empty();
        }
        route.read(in, start + SIZE, end);
        if (route.table != RT_TABLE_MAIN) {
            return Optional.empty();
        }
        return Optional.of(route.kernelRoute(
                family == InetBytes.AF_INET ? AddressFamily.IPV4 : AddressFamily.IPV6, Nexthop.isDead(flags)));
    }

    /**
     * Whether an IPv4 route is for an address other than 0.0.0.0 and what begins there: the kernel goes through a table in the order
     * of the addresses, so none behind it is a default route.
     */
    static boolean isPastDefault(ByteBuffer in, int start, int end) {
        if (in.get(start + RTM_DST_LEN) == 0) {
            return false;
        }
        int destination = NetlinkAttributes.find(in, start + SIZE, end, RTA_DST, Integer.BYTES, "RTA_DST");
        return destination != NetlinkAttributes.ABSENT && in.getInt(destination) != 0;
    }

    private void read(ByteBuffer in, int start, int end) {
        NetlinkAttributes attributes = new NetlinkAttributes(in, start, end);
        while (attributes.next()) {
            switch (attributes.type()) {
                case RTA_OIF -> index = attributes.s32("RTA_OIF");
                case RTA_PRIORITY -> metric = attributes.u32("RTA_PRIORITY");
                case RTA_TABLE -> table = attributes.u32("RTA_TABLE");
                case RTA_PREF -> preference = RouterPreference.of(attributes.u8("RTA_PREF"));
                case RTA_NH_ID -> nexthopId = attributes.u32("RTA_NH_ID");
                case RTA_MULTIPATH -> {
                    multipath = true;
                    readNexthops(in, attributes.start(), attributes.end());
                }
                case RTA_GATEWAY, RTA_VIA -> gateway = gateway(attributes);
                default -> {}
            }
        }
    }

    private static Optional<byte[]> gateway(NetlinkAttributes attribute) {
        return switch (attribute.type()) {
            case RTA_GATEWAY -> Optional.of(attribute.bytes());
            case RTA_VIA -> {
                ByteCursor via = attribute.value().require(Short.BYTES, "struct rtvia");
                via.skip(Short.BYTES); // rtvia_family: its length tells it too
                yield Optional.of(via.bytes(via.remaining()));
            }
            default -> Optional.empty();
        };
    }

    /** {@code struct rtnexthop}, its attributes, and padding to 4 bytes, as often as they are there. */
    private void readNexthops(ByteBuffer in, int start, int end) {
        int at = start;
        while (at < end) {
            int left = end - at;
            int length = left < RTNH_SIZE ? 0 : in.getShort(at + RTNH_LEN) & 0xffff;
            if (length < RTNH_SIZE || length > left) {
                throw new MalformedReplyException("struct rtnexthop", at, left, Math.max(length, left + 1L));
            }
            if (!Nexthop.isDead(in.get(at + RTNH_FLAGS))) {
                int way = in.getInt(at + RTNH_IFINDEX);
                nexthops.add(nexthop(way, gatewayOf(new NetlinkAttributes(in, at + RTNH_SIZE, at + length))));
            }
            at += (length + RTNH_ALIGNTO - 1) & -RTNH_ALIGNTO;
        }
    }

    private static Optional<byte[]> gatewayOf(NetlinkAttributes attributes) {
        Optional<byte[]> found = Optional.empty();
        while (attributes.next()) {
            Optional<byte[]> next = gateway(attributes);
            found = next.isPresent() ? next : found;
        }
        return found;
    }

    private static Nexthop nexthop(int index, Optional<byte[]> gateway) {
        return new Nexthop(index, gateway.map(bytes -> InetBytes.of(bytes, index)));
    }

    private KernelRoute kernelRoute(AddressFamily family, boolean dead) {
        if (index != 0 && !dead) {
            nexthops.add(nexthop(index, gateway));
        }
        // the kernel names the object and mostly tells what is in it too
        boolean told = index != 0 || multipath;
        return new KernelRoute(family, metric, preference, told ? 0 : nexthopId, List.copyOf(nexthops));
    }
}
