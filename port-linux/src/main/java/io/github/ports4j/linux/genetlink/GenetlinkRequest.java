package io.github.ports4j.linux.genetlink;

import io.github.ports4j.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;

/**
 * Writes requests: {@code struct genlmsghdr} and the attributes of the family.
 *
 * @see "linux/genetlink.h, linux/ethtool_netlink.h, linux/nl80211.h, Linux 6.1"
 */
final class GenetlinkRequest {
    static final int GENL_ID_CTRL = 0x10;

    /** {@code sizeof(struct genlmsghdr)}. */
    static final int GENL_HDRLEN = 4;

    /** Of the longest of them. */
    static final int MAX_SIZE = 40;

    private static final int CMD = NetlinkRequest.NLMSG_HDRLEN;
    private static final int VERSION = NetlinkRequest.NLMSG_HDRLEN + 1;
    private static final int ATTRIBUTES = NetlinkRequest.NLMSG_HDRLEN + GENL_HDRLEN;
    private static final int SOME_VERSION = 1;

    /** An attribute of a number of 32 bits. */
    private static final int WORD = NetlinkRequest.NLA_HDRLEN + Integer.BYTES;

    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int ETHTOOL_MSG_LINKMODES_GET = 4;
    private static final int ETHTOOL_A_LINKMODES_HEADER = 1;
    private static final int ETHTOOL_A_HEADER_DEV_INDEX = 1;
    private static final int ETHTOOL_A_HEADER_FLAGS = 3;
    private static final int ETHTOOL_FLAG_COMPACT_BITSETS = 1;
    private static final int NL80211_CMD_GET_INTERFACE = 5;
    private static final int NLA_F_NESTED = 0x8000;

    private GenetlinkRequest() {}

    /** All families. Each method returns how many bytes were written. */
    static int families(ByteBuffer out, int sequence) {
        return dump(out, ATTRIBUTES, GENL_ID_CTRL, sequence, CTRL_CMD_GETFAMILY);
    }

    /** What links of all interfaces can do and do. */
    static int linkmodes(ByteBuffer out, int sequence, int family) {
        int flags = ATTRIBUTES + NetlinkRequest.NLA_HDRLEN;
        int size = flags + WORD;
        dump(out, size, family, sequence, ETHTOOL_MSG_LINKMODES_GET);
        NetlinkRequest.attribute(out, ATTRIBUTES, ETHTOOL_A_LINKMODES_HEADER | NLA_F_NESTED, size - flags);
        word(out, flags, ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_COMPACT_BITSETS);
        return size;
    }

    /** What the link of one interface can do and does. */
    static int linkmodes(ByteBuffer out, int sequence, int family, int index) {
        int device = ATTRIBUTES + NetlinkRequest.NLA_HDRLEN;
        int flags = device + WORD;
        int size = flags + WORD;
        NetlinkRequest.question(out, size, family, sequence);
        command(out, ETHTOOL_MSG_LINKMODES_GET);
        NetlinkRequest.attribute(out, ATTRIBUTES, ETHTOOL_A_LINKMODES_HEADER | NLA_F_NESTED, size - device);
        word(out, device, ETHTOOL_A_HEADER_DEV_INDEX, index);
        word(out, flags, ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_COMPACT_BITSETS);
        return size;
    }

    /** All interfaces that have a radio link. */
    static int radios(ByteBuffer out, int sequence, int family) {
        return dump(out, ATTRIBUTES, family, sequence, NL80211_CMD_GET_INTERFACE);
    }

    private static int dump(ByteBuffer out, int size, int family, int sequence, int command) {
        NetlinkRequest.dump(out, size, family, sequence);
        command(out, command);
        return size;
    }

    private static void command(ByteBuffer out, int command) {
        out.put(CMD, (byte) command);
        out.put(VERSION, (byte) SOME_VERSION);
    }

    private static void word(ByteBuffer out, int at, int type, int value) {
        NetlinkRequest.attribute(out, at, type, Integer.BYTES);
        out.putInt(at + NetlinkRequest.NLA_HDRLEN, value);
    }
}
