package io.github.ports4j.macos.socket;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the two ends of a socket are in a structure, each as an offset from its start. {@code struct in_sockinfo} and {@code struct
 * xinpcb_n} tell the same in different places; in both, what is foreign comes before what is local.
 *
 * @param remotePort two bytes in network order, though the field may be an int
 * @param versions the byte of {@code INP_IPV4}, {@code INP_IPV6} and {@code INP_V4MAPPEDV6}
 * @param remote 16 bytes in network order; IPv4 in the last 4 of them, the others being zeros
 * @see "netinet/in_pcb.h, macOS 10.15 to 15.6"
 */
public record InetEnds(int remotePort, int localPort, int versions, int remote, int local) {
    static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 30;

    static final int INP_IPV4 = 0x1;
    static final int INP_IPV6 = 0x2;

    /** Of a UDP socket of IPv6 that carries IPv4; stands beside one of the others. */
    static final int INP_V4MAPPEDV6 = 0x4;

    /** The last 4 of the 16 bytes of an address. */
    private static final int ADDRESS_4 = 12;

    /**
     * Fills family, ports, addresses, scope, {@code mapped} and {@code dualStack} of the row.
     *
     * @param start of the structure, which is there in full
     * @param domain {@code AF_…} of the socket
     * @return whether it has ends: false for one that speaks no version of IP and has no port, or no family, which is being closed
     * @throws MalformedReplyException if it has a port and is of a family that is not known
     */
    public boolean decode(ByteBuffer in, int start, int domain, InetSocket row) {
        row.localPort = be16(in, start + localPort);
        row.remotePort = be16(in, start + remotePort);
        // any combination may be there, 5 as well as 3: by bit, never by value
        int bits = in.get(start + versions) & (INP_IPV4 | INP_IPV6 | INP_V4MAPPEDV6);
        boolean six = bits == 0 ? domain == AF_INET6 : (bits & INP_IPV6) != 0;
        if (bits == 0 && !six && domain != AF_INET) {
            if (domain != AF_UNSPEC && (row.localPort | row.remotePort) != 0) {
                throw new MalformedReplyException("IP version of a socket of family " + domain, start + versions, 0, 1);
            }
            return false;
        }
        if (six) {
            six(in, start, row);
        } else {
            four(in, start, row);
        }
        row.mapped = !six && domain == AF_INET6;
        row.dualStack = six && (bits & INP_IPV4) != 0 && (row.localHigh | row.localLow) == 0;
        return true;
    }

    private void four(ByteBuffer in, int start, InetSocket row) {
        row.family = AddressFamily.IPV4;
        row.localHigh = 0;
        row.localLow = be32(in, start + local + ADDRESS_4);
        row.remoteHigh = 0;
        row.remoteLow = be32(in, start + remote + ADDRESS_4);
        row.scope = 0;
    }

    private void six(ByteBuffer in, int start, InetSocket row) {
        row.family = AddressFamily.IPV6;
        long localHigh = be64(in, start + local);
        long remoteHigh = be64(in, start + remote);
        row.localHigh = EmbeddedScope.cleared(localHigh);
        row.localLow = be64(in, start + local + Long.BYTES);
        row.remoteHigh = EmbeddedScope.cleared(remoteHigh);
        row.remoteLow = be64(in, start + remote + Long.BYTES);
        int scope = EmbeddedScope.of(localHigh);
        row.scope = scope != 0 ? scope : EmbeddedScope.of(remoteHigh);
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
