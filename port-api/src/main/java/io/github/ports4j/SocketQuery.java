package io.github.ports4j;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What to read from the socket table. Immutable: each method returns a new query.
 *
 * <p>{@link #all()}, {@link #tcp()} and {@link #udp()} ask for sockets in every state, with owners. TCP sockets that are
 * bound and neither listen nor are connected stand in a table of their own in the kernel; they are asked for with
 * {@link #withBound()} or {@link #holding()}.
 */
public final class SocketQuery {
    private static final Set<TransportProtocol> BOTH = EnumSet.allOf(TransportProtocol.class);

    private final Set<TransportProtocol> protocols;
    private final Set<TcpState> states;
    private final boolean udpBound;
    private final boolean udpConnected;
    private final int firstPort;
    private final int lastPort;
    private final int remotePort;
    private final int involvedPort;
    private final boolean owners;
    private final long ownerPid;

    private SocketQuery(Draft draft) {
        protocols = Collections.unmodifiableSet(EnumSet.copyOf(draft.protocols));
        states = Collections.unmodifiableSet(
                draft.states.isEmpty() ? EnumSet.noneOf(TcpState.class) : EnumSet.copyOf(draft.states));
        udpBound = draft.udpBound;
        udpConnected = draft.udpConnected;
        firstPort = draft.firstPort;
        lastPort = draft.lastPort;
        remotePort = draft.remotePort;
        involvedPort = draft.involvedPort;
        owners = draft.owners;
        ownerPid = draft.ownerPid;
    }

    /** TCP and UDP, IPv4 and IPv6. */
    public static SocketQuery all() {
        return new SocketQuery(new Draft(BOTH));
    }

    /** TCP over IPv4 and IPv6. */
    public static SocketQuery tcp() {
        return of(TransportProtocol.TCP);
    }

    /** UDP over IPv4 and IPv6. */
    public static SocketQuery udp() {
        return of(TransportProtocol.UDP);
    }

    /** One protocol, over IPv4 and IPv6. */
    public static SocketQuery of(TransportProtocol protocol) {
        return new SocketQuery(new Draft(EnumSet.of(protocol)));
    }

    /** Only sockets that wait for others: TCP in {@code LISTEN}, UDP without a remote end. */
    public SocketQuery listening() {
        return roles(EnumSet.of(TcpState.LISTEN), true, false);
    }

    /** Only sockets that hold their port: the listening ones, and TCP sockets that are bound and silent. */
    public SocketQuery holding() {
        return roles(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED), true, false);
    }

    /** Only ends of connections, in whatever state. */
    public SocketQuery connected() {
        return roles(EnumSet.complementOf(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED)), false, true);
    }

    /** The sockets of this query and TCP sockets that are bound and neither listen nor are connected. */
    public SocketQuery withBound() {
        Draft draft = new Draft(this);
        draft.states.add(TcpState.CLOSED);
        return new SocketQuery(draft);
    }

    /** Only TCP sockets in one of these states. */
    public SocketQuery inState(TcpState first, TcpState... more) {
        Draft draft = new Draft(this);
        if (!draft.protocols.contains(TransportProtocol.TCP)) {
            throw new IllegalArgumentException("states are TCP's, and this query asks for UDP alone");
        }
        draft.protocols = EnumSet.of(TransportProtocol.TCP);
        draft.states = EnumSet.of(first, more);
        return new SocketQuery(draft);
    }

    private SocketQuery roles(Set<TcpState> tcp, boolean boundUdp, boolean connectedUdp) {
        Draft draft = new Draft(this);
        draft.states = EnumSet.copyOf(tcp);
        draft.udpBound = boundUdp;
        draft.udpConnected = connectedUdp;
        return new SocketQuery(draft);
    }

    /**
     * Only sockets with this local port.
     *
     * @throws IllegalArgumentException if the port is outside 1 to 65535
     */
    public SocketQuery port(int port) {
        return port(PortRange.of(port, port));
    }

    /** Only sockets with a local port in this range. */
    public SocketQuery port(PortRange range) {
        Draft draft = new Draft(this);
        draft.firstPort = range.first();
        draft.lastPort = range.last();
        return new SocketQuery(draft);
    }

    /**
     * Only sockets with this remote port.
     *
     * @throws IllegalArgumentException if the port is outside 1 to 65535
     */
    public SocketQuery remotePort(int port) {
        Draft draft = new Draft(this);
        draft.remotePort = TransportPort.requireNumber(port);
        return new SocketQuery(draft);
    }

    /**
     * Only sockets with this port at either end: a server's own and those of its clients on this host.
     *
     * @throws IllegalArgumentException if the port is outside 1 to 65535
     */
    public SocketQuery involving(int port) {
        Draft draft = new Draft(this);
        draft.involvedPort = TransportPort.requireNumber(port);
        return new SocketQuery(draft);
    }

    /** Without asking who owns the sockets: by far the cheapest, as no process is looked at. */
    public SocketQuery withoutOwners() {
        if (ownerPid != 0) {
            throw new IllegalArgumentException(
                    "this query asks for the sockets of pid " + ownerPid + " and so for owners");
        }
        Draft draft = new Draft(this);
        draft.owners = false;
        return new SocketQuery(draft);
    }

    /**
     * Only sockets of which this process holds a descriptor; no other process is looked at, and so {@link Owner#exhaustive()}
     * is false.
     *
     * @throws IllegalArgumentException if the pid is not positive
     */
    public SocketQuery ownedBy(long pid) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a pid: " + pid);
        }
        Draft draft = new Draft(this);
        draft.owners = true;
        draft.ownerPid = pid;
        return new SocketQuery(draft);
    }

    /** The protocols asked for; not empty. */
    public Set<TransportProtocol> protocols() {
        return protocols;
    }

    /** The TCP states asked for; {@link TcpState#CLOSED} stands for bound and silent. */
    public Set<TcpState> states() {
        return states;
    }

    /** The local ports asked for; empty for all. */
    public Optional<PortRange> port() {
        return firstPort == 0 ? Optional.empty() : Optional.of(PortRange.of(firstPort, lastPort));
    }

    /** The remote port asked for; empty for all. */
    public OptionalInt remotePort() {
        return remotePort == 0 ? OptionalInt.empty() : OptionalInt.of(remotePort);
    }

    /** The port asked for at either end; empty for all. */
    public OptionalInt involvedPort() {
        return involvedPort == 0 ? OptionalInt.empty() : OptionalInt.of(involvedPort);
    }

    /** Whether owners are asked for. */
    public boolean owners() {
        return owners;
    }

    /** The one process asked for; empty for all. */
    public OptionalLong ownedBy() {
        return ownerPid == 0 ? OptionalLong.empty() : OptionalLong.of(ownerPid);
    }

    /**
     * Tells whether a TCP socket with these properties is asked for; the owner is not looked at.
     *
     * @param state its state; {@link TcpState#CLOSED} for bound and silent
     * @param local its local port
     * @param remote its remote port, 0 for none
     */
    public boolean matchesTcp(TcpState state, int local, int remote) {
        return protocols.contains(TransportProtocol.TCP) && states.contains(state) && portsMatch(local, remote);
    }

    /**
     * Tells whether a UDP socket with these properties is asked for; the owner is not looked at.
     *
     * @param local its local port
     * @param remote its remote port, 0 for none
     */
    public boolean matchesUdp(int local, int remote) {
        return protocols.contains(TransportProtocol.UDP)
                && (remote == 0 ? udpBound : udpConnected)
                && portsMatch(local, remote);
    }

    /** Whether UDP sockets without a remote end are asked for, if UDP is. */
    public boolean udpBound() {
        return udpBound;
    }

    /** Whether UDP sockets with a remote end are asked for, if UDP is. */
    public boolean udpConnected() {
        return udpConnected;
    }

    private boolean portsMatch(int local, int remote) {
        return (firstPort == 0 || (firstPort <= local && local <= lastPort))
                && (remotePort == 0 || remotePort == remote)
                && (involvedPort == 0 || involvedPort == local || involvedPort == remote);
    }

    @Override
    public String toString() {
        return protocols + " " + states + (udpBound ? " udp bound" : "") + (udpConnected ? " udp connected" : "")
                + port().map(range -> " port " + range).orElse("")
                + (remotePort == 0 ? "" : " remote port " + remotePort)
                + (involvedPort == 0 ? "" : " involving port " + involvedPort)
                + (ownerPid != 0 ? " of pid " + ownerPid : owners ? "" : " without owners");
    }

    /** The fields of a query while it is made. */
    private static final class Draft {
        private Set<TransportProtocol> protocols;
        private Set<TcpState> states = EnumSet.complementOf(EnumSet.of(TcpState.CLOSED));
        private boolean udpBound = true;
        private boolean udpConnected = true;
        private int firstPort;
        private int lastPort;
        private int remotePort;
        private int involvedPort;
        private boolean owners = true;
        private long ownerPid;

        private Draft(Set<TransportProtocol> protocols) {
            this.protocols = protocols;
        }

        private Draft(SocketQuery query) {
            protocols = Objects.requireNonNull(query.protocols);
            states = query.states.isEmpty() ? EnumSet.noneOf(TcpState.class) : EnumSet.copyOf(query.states);
            udpBound = query.udpBound;
            udpConnected = query.udpConnected;
            firstPort = query.firstPort;
            lastPort = query.lastPort;
            remotePort = query.remotePort;
            involvedPort = query.involvedPort;
            owners = query.owners;
            ownerPid = query.ownerPid;
        }
    }
}
