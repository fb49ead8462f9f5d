package io.github.ports4j.linux.sockdiag;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.KernelTcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes {@code struct inet_diag_msg} and, of the attributes that follow it, {@code INET_DIAG_SKV6ONLY}. Done for each socket of
 * the host, and so by position and without a cursor.
 *
 * @see "linux/inet_diag.h, Linux 6.18"
 */
final class InetDiagDecoder {
    /** {@code sizeof(struct inet_diag_msg)}. */
    static final int SIZE = 72;

    static final int IDIAG_FAMILY = 0;
    static final int IDIAG_STATE = 1;
    static final int IDIAG_SPORT = 4;
    static final int IDIAG_DPORT = 6;
    static final int IDIAG_SRC = 8;
    static final int IDIAG_DST = 24;
    static final int IDIAG_IF = 40;
    static final int IDIAG_COOKIE = 44;
    static final int IDIAG_RQUEUE = 56;
    static final int IDIAG_WQUEUE = 60;
    static final int IDIAG_UID = 64;
    static final int IDIAG_INODE = 68;

    private static final int INET_DIAG_SKV6ONLY = 11;
    private static final int NOT_TOLD = -1;

    private InetDiagDecoder() {}

    /**
     * Fills the row.
     *
     * @param in holds the payload of one message from {@code start} to {@code end}
     * @param protocol which table was asked for: the reply does not repeat it
     * @throws MalformedReplyException if the structure is not there in full, or a field has a value that is not known
     */
    static void decode(ByteBuffer in, int start, int end, TransportProtocol protocol, InetSocket row) {
        if (end - start < SIZE) {
            throw new MalformedReplyException("struct inet_diag_msg", start, end - (long) start, SIZE);
        }
        row.protocol = protocol;
        row.family = family(in, start);
        row.state = protocol == TransportProtocol.TCP ? KernelTcpState.of(in.get(start + IDIAG_STATE)) : null;
        row.localPort = be16(in, start + IDIAG_SPORT);
        row.remotePort = be16(in, start + IDIAG_DPORT);
        if (row.family == AddressFamily.IPV6) {
            row.localHigh = be64(in, start + IDIAG_SRC);
            row.localLow = be64(in, start + IDIAG_SRC + Long.BYTES);
            row.remoteHigh = be64(in, start + IDIAG_DST);
            row.remoteLow = be64(in, start + IDIAG_DST + Long.BYTES);
        } else {
            row.localHigh = 0;
            row.localLow = be32(in, start + IDIAG_SRC);
            row.remoteHigh = 0;
            row.remoteLow = be32(in, start + IDIAG_DST);
        }
        row.scope = in.getInt(start + IDIAG_IF);
        row.cookie = in.getLong(start + IDIAG_COOKIE);
        row.receiveQueue = in.getInt(start + IDIAG_RQUEUE);
        row.sendQueue = in.getInt(start + IDIAG_WQUEUE);
        row.queuesKnown = row.state != null && KernelTcpState.hasQueues(row.state);
        row.uid = in.getInt(start + IDIAG_UID);
        row.inode = Integer.toUnsignedLong(in.getInt(start + IDIAG_INODE));
        // the kernel tells it of sockets that wait for others alone
        int v6Only = row.waitsOn6() ? v6Only(in, start + SIZE, end) : NOT_TOLD;
        row.v6OnlyKnown = v6Only != NOT_TOLD;
        row.dualStack = v6Only == 0 && row.onWildcard6();
    }

    private static AddressFamily family(ByteBuffer in, int start) {
        int number = in.get(start + IDIAG_FAMILY);
        return switch (number) {
            case InetDiagRequest.AF_INET -> AddressFamily.IPV4;
            case InetDiagRequest.AF_INET6 -> AddressFamily.IPV6;
            default -> throw new MalformedReplyException("idiag_family " + number, start, 1, 1);
        };
    }

    /** The attribute's value, or {@link #NOT_TOLD}. */
    private static int v6Only(ByteBuffer in, int start, int end) {
        int value = NetlinkAttributes.find(in, start, end, INET_DIAG_SKV6ONLY, Byte.BYTES, "INET_DIAG_SKV6ONLY");
        return value == NetlinkAttributes.ABSENT ? NOT_TOLD : in.get(value);
    }

    private static int be16(ByteBuffer in, int at) {
        short value = in.getShort(at);
        return (in.order() == ByteOrder.LITTLE_ENDIAN ? Short.reverseBytes(value) : value) & 0xffff;
    }

    private static long be32(ByteBuffer in, int at) {
        int value = in.getInt(at);
        return Integer.toUnsignedLong(in.order() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    private static long be64(ByteBuffer in, int at) {
        long value = in.getLong(at);
        return in.order() == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }
}
