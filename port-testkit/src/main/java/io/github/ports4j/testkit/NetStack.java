package io.github.ports4j.testkit;

import io.github.ports4j.ScanReason;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sockets of a fake host and how their states change. Used with the host's lock held. */
final class NetStack {
    /** How long {@code TIME_WAIT} and a {@code FIN_WAIT_2} without process last on Linux. */
    private static final Duration LINGER = Duration.ofSeconds(60);

    private final HostState host;
    private final List<LiveSocket> sockets = new ArrayList<>();

    NetStack(HostState host) {
        this.host = host;
    }

    /** Every socket, in the order of opening. */
    List<LiveSocket> sockets() {
        return sockets;
    }

    /**
     * Opens a socket for a process.
     *
     * @throws IllegalStateException if {@code bind(2)} or {@code connect(2)} would refuse
     */
    LiveSocket open(FakeSocket spec, FakeProcess process) {
        boolean visible = !process.isInOtherNetwork();
        int port = spec.port() != 0 ? spec.port() : ephemeralPort(spec);
        LiveSocket socket = new LiveSocket(spec, spec.local(), port, host.uid(process.user()), host.newInode());
        socket.visible = visible;
        requireBindable(socket);
        switch (spec.kind()) {
            case LISTENER -> socket.state = Optional.of(TcpState.LISTEN);
            case BOUND -> socket.state = silent(spec);
            case CLIENT -> connect(socket, spec);
        }
        socket.holders.add(process);
        sockets.add(socket);
        return socket;
    }

    private static Optional<TcpState> silent(FakeSocket spec) {
        return spec.protocol() == TransportProtocol.TCP ? Optional.of(TcpState.CLOSED) : Optional.empty();
    }

    private void requireBindable(LiveSocket socket) {
        for (LiveSocket there : sockets) {
            if (BindRules.conflict(there, socket)) {
                throw new IllegalStateException("address in use: " + socket.port + "/" + socket.protocol + ", by "
                        + (there.holders.isEmpty() ? "a socket without process" : there.holders));
            }
        }
    }

    private int ephemeralPort(FakeSocket spec) {
        for (int port = host.ephemeral.first(); port <= host.ephemeral.last(); port++) {
            if (isUnused(spec.protocol(), port)) {
                return port;
            }
        }
        throw new IllegalStateException("no ephemeral port is left");
    }

    boolean isUnused(TransportProtocol protocol, int port) {
        return sockets.stream().noneMatch(socket -> socket.protocol == protocol && socket.port == port);
    }

    private void connect(LiveSocket near, FakeSocket spec) {
        near.remote = spec.remoteAddress();
        near.remotePort = spec.remotePort();
        if (near.protocol == TransportProtocol.UDP) {
            return;
        }
        near.state = Optional.of(TcpState.ESTABLISHED);
        if (near.remote.equals(Address.LOOPBACK_4) || near.remote.equals(Address.LOOPBACK_6)) {
            accept(near);
        }
    }

    private void accept(LiveSocket near) {
        LiveSocket listener = listenerFor(near)
                .orElseThrow(
                        () -> new IllegalStateException("connection refused: nobody listens on " + near.remotePort));
        if (listener.resetting) {
            throw new IllegalStateException("connection reset: by " + listener.holders);
        }
        LiveSocket far = new LiveSocket(listener, near.remote);
        far.state = Optional.of(TcpState.ESTABLISHED);
        far.remote = near.local.on(far.local.family());
        far.remotePort = near.port;
        far.peer = Optional.of(near);
        near.peer = Optional.of(far);
        host.count(StatisticsProtocol.TCP, "ActiveOpens", 1);
        host.count(StatisticsProtocol.TCP, "PassiveOpens", 1);
        if (listener.accepting) {
            far.inode = host.newInode();
            listener.holders.stream().findFirst().ifPresent(far.holders::add);
        } else {
            far.queue = Optional.of(listener);
        }
        sockets.add(far);
    }

    /** How many ends of connections are open, as the TCP MIB counts them. */
    long established() {
        return sockets.stream()
                .filter(socket -> socket.isTcp(TcpState.ESTABLISHED) || socket.isTcp(TcpState.CLOSE_WAIT))
                .count();
    }

    private Optional<LiveSocket> listenerFor(LiveSocket near) {
        return sockets.stream()
                .filter(there -> there.isTcp(TcpState.LISTEN)
                        && there.port == near.remotePort
                        && there.visible == near.visible
                        && there.accepts(near.remote))
                .findFirst();
    }

    /** What comes of an attempt of the scanner to connect to this host itself. */
    Reply reply(TransportProtocol protocol, Address address, int port) {
        Optional<LiveSocket> receiver = sockets.stream()
                .filter(there -> there.protocol == protocol
                        && there.port == port
                        && there.visible
                        && there.remotePort == 0
                        && (protocol == TransportProtocol.UDP || there.isTcp(TcpState.LISTEN))
                        && there.accepts(address))
                .min(Comparator.comparing(there -> there.local.isWildcard())); // the kernel prefers the address itself
        return switch (protocol) {
            case TCP ->
                Reply.atOnce(receiver.map(there -> there.resetting ? ScanReason.RESET : ScanReason.CONNECTED)
                        .orElse(ScanReason.REFUSED));
            case UDP ->
                receiver.map(there -> there.answering ? soon(ScanReason.ANSWERED) : Reply.NONE)
                        .orElseGet(() -> soon(ScanReason.REFUSED));
        };
    }

    /** A datagram is sent without word; what comes of it is read afterwards. */
    private static Reply soon(ScanReason reason) {
        return Reply.later(reason, Duration.ZERO);
    }

    /** Leaves the server's end of a connection behind that both sides have closed. */
    void leaveBehind(int port, boolean reuse) {
        FakeSocket spec = FakeSocket.bound(port).reuse(reuse).onLoopback();
        LiveSocket left = new LiveSocket(spec, spec.local(), port, 0, 0);
        requireBindable(left);
        left.remote = Address.LOOPBACK_4;
        left.remotePort = ephemeralPort(spec);
        sockets.add(left);
        linger(left, TcpState.TIME_WAIT);
    }

    /** Takes a process' descriptors from all sockets, and closes those that nobody has any more. */
    void release(FakeProcess process) {
        for (LiveSocket socket : List.copyOf(sockets)) {
            release(socket, process);
        }
    }

    void release(LiveSocket socket, FakeProcess process) {
        boolean had = socket.holders.remove(process);
        boolean carried = socket.carrier.equals(Optional.of(process));
        if ((had && socket.holders.isEmpty() && socket.carrier.isEmpty()) || carried) {
            close(socket);
        }
    }

    private void close(LiveSocket socket) {
        socket.holders.clear();
        socket.carrier = Optional.empty();
        if (socket.isTcp(TcpState.LISTEN)) {
            resetQueue(socket);
        }
        if (socket.protocol == TransportProtocol.UDP
                || socket.isTcp(TcpState.LISTEN)
                || socket.isTcp(TcpState.CLOSED)) {
            sockets.remove(socket);
        } else if (socket.isTcp(TcpState.CLOSE_WAIT)) {
            sockets.remove(socket);
            socket.peer.ifPresent(peer -> linger(peer, TcpState.TIME_WAIT));
        } else {
            socket.inode = 0;
            linger(socket, TcpState.FIN_WAIT_2);
            socket.peer.ifPresent(peer -> peer.state = Optional.of(TcpState.CLOSE_WAIT));
        }
    }

    private void resetQueue(LiveSocket listener) {
        for (LiveSocket waiting : List.copyOf(sockets)) {
            if (waiting.queue.equals(Optional.of(listener))) {
                sockets.remove(waiting);
                waiting.peer.ifPresent(sockets::remove);
            }
        }
    }

    private void linger(LiveSocket socket, TcpState state) {
        socket.state = Optional.of(state);
        host.clock.after(LINGER, () -> {
            if (socket.isTcp(state)) {
                sockets.remove(socket);
            }
        });
    }
}
