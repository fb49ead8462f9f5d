package io.github.ports4j.linux.netlink;

import java.nio.ByteBuffer;

/**
 * Writes requests: {@code struct nlmsghdr}, and after what its family wants {@code struct nlattr}.
 *
 * @see "linux/netlink.h, Linux 6.1"
 */
public final class NetlinkRequest {
    /** {@code sizeof(struct nlmsghdr)}. */
    public static final int NLMSG_HDRLEN = NetlinkReply.NLMSG_HDRLEN;

    /** {@code sizeof(struct nlattr)}. */
    public static final int NLA_HDRLEN = 4;

    private static final int NLM_F_REQUEST = 0x001;
    private static final int NLM_F_DUMP = 0x300;
    private static final int NLMSG_LEN = 0;
    private static final int NLMSG_TYPE = 4;
    private static final int NLMSG_FLAGS = 6;
    private static final int NLMSG_SEQ = 8;
    private static final int NLA_LEN = 0;
    private static final int NLA_TYPE = 2;

    private NetlinkRequest() {}

    /**
     * Writes the header for a dump, and zeros after it.
     *
     * @param out the buffer, in the byte order of this machine; at least {@code size} bytes
     * @param size of the whole message
     */
    public static void dump(ByteBuffer out, int size, int type, int sequence) {
        header(out, size, type, NLM_F_REQUEST | NLM_F_DUMP, sequence);
    }

    /** The same for a question that has one message for an answer. */
    public static void question(ByteBuffer out, int size, int type, int sequence) {
        header(out, size, type, NLM_F_REQUEST, sequence);
    }

    private static void header(ByteBuffer out, int size, int type, int flags, int sequence) {
        for (int i = 0; i < size; i++) {
            out.put(i, (byte) 0);
        }
        out.putInt(NLMSG_LEN, size);
        out.putShort(NLMSG_TYPE, (short) type);
        out.putShort(NLMSG_FLAGS, (short) flags);
        out.putInt(NLMSG_SEQ, sequence);
    }

    /**
     * Writes the header of an attribute.
     *
     * @param valueSize of its value, in bytes
     */
    public static void attribute(ByteBuffer out, int at, int type, int valueSize) {
        out.putShort(at + NLA_LEN, (short) (NLA_HDRLEN + valueSize));
        out.putShort(at + NLA_TYPE, (short) type);
    }
}
