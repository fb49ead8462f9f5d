package io.github.ports4j.linux;

import io.github.ports4j.Gap;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.procfs.ProcNet;
import io.github.ports4j.linux.sockdiag.SockDiag;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.SocketSink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the socket table in the best way that is open: by sock_diag, and a protocol for which that is refused from
 * {@code /proc/net}. Which way is open is found by trying it, each time. Used for one query, once.
 *
 * @param <S> what takes the sockets
 */
final class TableReader<S extends SocketSink> {
    private static final int ATTEMPTS = 8;
    private static final String BOUND = "sockets that are bound and do not listen";

    private final SocketQuery query;
    private final Supplier<S> sinks;
    private final Set<TransportProtocol> refused = EnumSet.noneOf(TransportProtocol.class);
    private final List<Gap> gaps = new ArrayList<>();
    private int attempts;
    private boolean interrupted;
    private int unknownDualStack;

    /**
     * A reader for one query.
     *
     * @param sinks gives an empty sink: what was read is thrown away when the table has to be read anew
     */
    TableReader(SocketQuery query, Supplier<S> sinks) {
        this.query = query;
        this.sinks = sinks;
    }

    /** Reads; returns the sink with the sockets. */
    S read() {
        while (true) {
            S sink = sinks.get();
            unknownDualStack = 0;
            SocketSink counting = row -> take(row, sink);
            if (byNetlink(counting)) {
                byProcNet(counting);
                addGaps();
                return sink;
            }
        }
    }

    /** What could not be seen. */
    List<Gap> gaps() {
        return gaps;
    }

    private void take(InetSocket row, S sink) {
        unknownDualStack += row.onWildcard6() && !row.v6OnlyKnown ? 1 : 0;
        sink.accept(row);
    }

    /** Reads the protocols that are not refused; false if all has to be read anew. */
    private boolean byNetlink(SocketSink sink) {
        if (refused.containsAll(query.protocols())) {
            return true;
        }
        try (SockDiag diag = SockDiag.open(query, sink)) {
            for (TransportProtocol protocol : query.protocols()) {
                if (!refused.contains(protocol) && isRefused(diag, protocol)) {
                    refused.add(protocol);
                    return false;
                }
            }
            interrupted = diag.interrupted();
            return !interrupted || ++attempts == ATTEMPTS;
        } catch (NetlinkRefusedException e) {
            refused.addAll(query.protocols());
            return false;
        }
    }

    private static boolean isRefused(SockDiag diag, TransportProtocol protocol) {
        try {
            switch (protocol) {
                case TCP -> diag.tcp();
                case UDP -> diag.udp();
            }
            return false;
        } catch (NetlinkRefusedException e) {
            return true;
        }
    }

    private void byProcNet(SocketSink sink) {
        ProcNet net = new ProcNet(query, sink);
        for (TransportProtocol protocol : refused) {
            switch (protocol) {
                case TCP -> net.tcp();
                case UDP -> net.udp();
            }
        }
    }

    private void addGaps() {
        if (interrupted) {
            gaps.add(notTold(
                    "socket tables that changed while they were read",
                    1,
                    "the kernel interrupted " + ATTEMPTS + " dumps in a row: ask again"));
        }
        boolean asksForBound = query.protocols().contains(TransportProtocol.TCP)
                && query.states().contains(TcpState.CLOSED);
        if (asksForBound && refused.contains(TransportProtocol.TCP)) {
            gaps.add(notTold(
                    BOUND, 1, "/proc/net/tcp leaves them out, and NETLINK_SOCK_DIAG is refused to this process"));
        } else if (asksForBound && !boundAreShown()) {
            gaps.add(notTold(BOUND, 1, "this kernel does not show them; Linux 6.8 and later do"));
        }
        if (unknownDualStack > 0) {
            gaps.add(notTold(
                    "IPv6 sockets on the wildcard address that may take IPv4 too",
                    unknownDualStack,
                    "only NETLINK_SOCK_DIAG tells IPV6_V6ONLY, and not on every kernel"));
        }
    }

    private static boolean boundAreShown() {
        try {
            return BoundSockets.areShown();
        } catch (NetlinkRefusedException e) {
            return false;
        }
    }

    private static Gap notTold(String what, long count, String reason) {
        return new Gap(Gap.Cause.NOT_TOLD, what, count, reason);
    }
}
