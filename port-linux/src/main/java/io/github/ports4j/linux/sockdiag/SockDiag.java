package io.github.ports4j.linux.sockdiag;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.PortRange;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.netlink.NetlinkProtocol;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.netlink.NetlinkReply;
import io.github.ports4j.linux.netlink.NetlinkSocket;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.KernelTcpState;
import io.github.ports4j.linux.socket.LongSet;
import io.github.ports4j.linux.socket.SocketSink;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads the socket table by dumps of sock_diag. A dump is made piece by piece while the table moves: what comes twice is
 * known by its cookie and given once. Not safe for use by several threads.
 */
public final class SockDiag implements AutoCloseable {
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;
    private static final List<Integer> FAMILIES = List.of(InetDiagRequest.AF_INET, InetDiagRequest.AF_INET6);

    private final NetlinkSocket socket;
    private final SocketQuery query;
    private final SocketSink sink;
    private final InetSocket row = new InetSocket();
    private final LongSet seen = new LongSet();
    private int sequence;
    private boolean interrupted;

    private SockDiag(NetlinkSocket socket, SocketQuery query, SocketSink sink) {
        this.socket = socket;
        this.query = query;
        this.sink = sink;
    }

    /**
     * Opens the way to the kernel.
     *
     * @param sink gets what the query asks for, apart from owners
     * @throws NetlinkRefusedException if this process may not ask
     */
    public static SockDiag open(SocketQuery query, SocketSink sink) throws NetlinkRefusedException {
        return new SockDiag(
                NetlinkSocket.open(NetlinkProtocol.SOCK_DIAG, InetDiagRequest.MAX_SIZE, NetlinkSocket.REPLY_SIZE),
                query,
                sink);
    }

    /** Whether a dump was cut or disturbed, so that what was given may lack something. */
    public boolean interrupted() {
        return interrupted;
    }

    /**
     * Reads the TCP sockets that the query asks for.
     *
     * @throws NetlinkRefusedException if this process may not ask; what the sink was given has to be thrown away
     */
    public void tcp() throws NetlinkRefusedException {
        for (DumpFilter filter : filters(KernelTcpState.mask(query.states()))) {
            int refusal = dump(TransportProtocol.TCP, InetDiagRequest.compat(socket.request(), ++sequence, filter));
            if (refusal != 0) {
                byFamily(TransportProtocol.TCP, IPPROTO_TCP, filter);
            }
        }
    }

    /**
     * Reads the UDP sockets that the query asks for.
     *
     * @throws NetlinkRefusedException if this process may not ask; what the sink was given has to be thrown away
     */
    public void udp() throws NetlinkRefusedException {
        int states = (query.udpBound() ? 1 << KernelTcpState.TCP_CLOSE : 0)
                | (query.udpConnected() ? 1 << KernelTcpState.TCP_ESTABLISHED : 0);
        for (DumpFilter filter : filters(states)) {
            byFamily(TransportProtocol.UDP, IPPROTO_UDP, filter);
        }
    }

    /** The kernel filters by one port at an end; a range is left to {@link InetSocket#matches}. */
    private List<DumpFilter> filters(int states) {
        int local = query.port()
                .filter(range -> range.size() == 1)
                .map(PortRange::first)
                .orElse(0);
        int remote = query.remotePort().orElse(0);
        int involved = query.involvedPort().orElse(0);
        if (states == 0) {
            return List.of();
        }
        if (involved != 0 && local == 0 && remote == 0) {
            return List.of(new DumpFilter(states, involved, 0), new DumpFilter(states, 0, involved));
        }
        return List.of(new DumpFilter(states, local, remote));
    }

    private void byFamily(TransportProtocol protocol, int number, DumpFilter filter) throws NetlinkRefusedException {
        for (int family : FAMILIES) {
            int refusal = dump(protocol, InetDiagRequest.v2(socket.request(), ++sequence, number, family, filter));
            if (refusal != 0) {
                throw NetlinkRefusedException.orFailure("dump of " + protocol + " by NETLINK_SOCK_DIAG", refusal);
            }
        }
    }

    /** Sends the request that was written and gives what comes; returns the errno with which the kernel refuses, or 0. */
    private int dump(TransportProtocol protocol, int requestSize) throws NetlinkRefusedException {
        NetlinkReply.Handler handler = (type, in, start, end) -> take(type, in, start, end, protocol);
        NetlinkReply.Outcome outcome = new NetlinkReply.Outcome();
        socket.dumpAll(requestSize, sequence, handler, outcome);
        if (outcome.needed > 0) {
            throw new MalformedReplyException("netlink datagram", 0, NetlinkSocket.REPLY_SIZE, outcome.needed);
        }
        interrupted |= outcome.interrupted;
        return outcome.errno;
    }

    private void take(int type, ByteBuffer in, int start, int end, TransportProtocol protocol) {
        if (type != InetDiagRequest.SOCK_DIAG_BY_FAMILY && type != InetDiagRequest.TCPDIAG_GETSOCK) {
            throw new MalformedReplyException("nlmsg_type " + type, start, end - (long) start, end - (long) start);
        }
        InetDiagDecoder.decode(in, start, end, protocol, row);
        if (row.matches(query) && (row.cookie == 0 || seen.add(row.cookie))) {
            sink.accept(row);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
