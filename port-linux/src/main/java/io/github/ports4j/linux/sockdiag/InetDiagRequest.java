package io.github.ports4j.linux.sockdiag;

import io.github.ports4j.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;

/**
 * Writes the request for a dump: {@code struct nlmsghdr} and then, as the kernel has two forms of it,
 * {@code struct inet_diag_req_v2} for one family and any protocol, or the older {@code struct inet_diag_req}, which asks for
 * TCP of both families at once and so has the kernel walk its table once.
 *
 * @see "linux/inet_diag.h, linux/sock_diag.h, Linux 6.1"
 */
final class InetDiagRequest {
    /** {@code SOCK_DIAG_BY_FAMILY}, with struct inet_diag_req_v2. */
    static final int SOCK_DIAG_BY_FAMILY = 20;

    /** {@code TCPDIAG_GETSOCK}, with struct inet_diag_req. */
    static final int TCPDIAG_GETSOCK = 18;

    /** Of the longer form. */
    static final int MAX_SIZE = 76;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final int NLMSG_HDRLEN = NetlinkRequest.NLMSG_HDRLEN;

    // struct inet_diag_req_v2
    private static final int V2_FAMILY = NLMSG_HDRLEN;
    private static final int V2_PROTOCOL = NLMSG_HDRLEN + 1;
    private static final int V2_STATES = NLMSG_HDRLEN + 4;
    private static final int V2_ID = NLMSG_HDRLEN + 8;
    private static final int V2_SIZE = NLMSG_HDRLEN + 56;

    // struct inet_diag_req
    private static final int COMPAT_FAMILY = NLMSG_HDRLEN;
    private static final int COMPAT_ID = NLMSG_HDRLEN + 4;
    private static final int COMPAT_STATES = NLMSG_HDRLEN + 52;
    private static final int COMPAT_SIZE = NLMSG_HDRLEN + 60;

    // struct inet_diag_sockid
    private static final int ID_SPORT = 0;
    private static final int ID_DPORT = 2;
    private static final int ID_COOKIE = 40;
    private static final long INET_DIAG_NOCOOKIE = -1L;

    private InetDiagRequest() {}

    /**
     * A dump of one protocol and family.
     *
     * @param out the buffer, in the byte order of this machine; at least {@link #MAX_SIZE} bytes
     * @return how many bytes were written from its start
     */
    static int v2(ByteBuffer out, int sequence, int protocol, int family, DumpFilter filter) {
        NetlinkRequest.dump(out, V2_SIZE, SOCK_DIAG_BY_FAMILY, sequence);
        out.put(V2_FAMILY, (byte) family);
        out.put(V2_PROTOCOL, (byte) protocol);
        out.putInt(V2_STATES, filter.states());
        id(out, V2_ID, filter);
        return V2_SIZE;
    }

    /**
     * A dump of TCP over both families.
     *
     * @param out the buffer, in the byte order of this machine; at least {@link #MAX_SIZE} bytes
     * @return how many bytes were written from its start
     */
    static int compat(ByteBuffer out, int sequence, DumpFilter filter) {
        NetlinkRequest.dump(out, COMPAT_SIZE, TCPDIAG_GETSOCK, sequence);
        out.put(COMPAT_FAMILY, (byte) AF_INET); // the kernel puts AF_UNSPEC in its place
        out.putInt(COMPAT_STATES, filter.states());
        id(out, COMPAT_ID, filter);
        return COMPAT_SIZE;
    }

    private static void id(ByteBuffer out, int at, DumpFilter filter) {
        bigEndian(out, at + ID_SPORT, filter.localPort());
        bigEndian(out, at + ID_DPORT, filter.remotePort());
        out.putLong(at + ID_COOKIE, INET_DIAG_NOCOOKIE);
    }

    private static void bigEndian(ByteBuffer out, int at, int port) {
        out.put(at, (byte) (port >>> Byte.SIZE));
        out.put(at + 1, (byte) port);
    }
}
