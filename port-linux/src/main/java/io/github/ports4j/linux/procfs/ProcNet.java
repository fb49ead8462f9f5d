package io.github.ports4j.linux.procfs;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.SocketSink;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the socket table from the texts in {@code /proc/net}, where sock_diag is refused: slower, and it tells less. There are
 * no sockets that are bound and silent, no backlog, no {@code IPV6_V6ONLY} and no interface. Not safe for use by several threads.
 *
 * @see "proc_net_tcp(5)"
 */
public final class ProcNet {
    private final SocketQuery query;
    private final SocketSink sink;
    private final InetSocket row = new InetSocket();
    private final Set<Identity> seen = new HashSet<>();

    /**
     * A reader for one query.
     *
     * @param sink gets what the query asks for, apart from owners
     */
    public ProcNet(SocketQuery query, SocketSink sink) {
        this.query = query;
        this.sink = sink;
    }

    /** Reads the TCP sockets that the query asks for. */
    public void tcp() {
        read(TransportProtocol.TCP, "/proc/thread-self/net/tcp");
    }

    /** Reads the UDP sockets that the query asks for. */
    public void udp() {
        read(TransportProtocol.UDP, "/proc/thread-self/net/udp");
    }

    private void read(TransportProtocol protocol, String path) {
        try (ProcFiles files = new ProcFiles()) {
            read(protocol, AddressFamily.IPV4, path, files.open(path));
            // a kernel without IPv6 has no such file
            files.open(ProcFiles.AT_FDCWD, path + "6")
                    .ifPresent(six -> read(protocol, AddressFamily.IPV6, path + "6", six));
        }
    }

    private void read(TransportProtocol protocol, AddressFamily family, String path, Descriptor opened) {
        ProcNetDecoder decoder = new ProcNetDecoder(path, protocol, family, ByteOrder.nativeOrder());
        boolean[] header = {true};
        try (Descriptor file = opened) {
            new LineReader(path, file.number()).forEach((text, start, end) -> {
                if (header[0]) {
                    decoder.header(text, start, end);
                    header[0] = false;
                } else {
                    decoder.decode(text, start, end, row);
                    take();
                }
            });
        }
    }

    private void take() {
        if (row.matches(query) && seen.add(Identity.of(row))) {
            sink.accept(row);
        }
    }

    /** Tells sockets apart, as there is no cookie: what a moving table shows twice is given once. */
    private record Identity(
            TransportProtocol protocol,
            long inode,
            long localHigh,
            long localLow,
            long remoteHigh,
            long remoteLow,
            int ports) {
        static Identity of(InetSocket row) {
            int ports = (row.localPort << Short.SIZE) | row.remotePort;
            return new Identity(
                    row.protocol, row.inode, row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, ports);
        }
    }
}
