package io.github.ports4j.testkit;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A socket that a fake process is to open. Immutable: each method returns a new one.
 *
 * <p>Without refinement it is on the wildcard address of both families, and a TCP socket has set {@code SO_REUSEADDR} unless it
 * is a client's; a listener accepts connections and keeps them.
 */
public final class FakeSocket {
    /** What a fake socket does. */
    enum Kind {
        LISTENER,
        BOUND,
        CLIENT
    }

    private final TransportProtocol protocol;
    private final Kind kind;
    private final Optional<Address> remote;
    private final int remotePort;
    private Address local;
    private int port;
    private boolean dualStack;
    private boolean reuse;
    private boolean reusePort;
    private boolean accepting = true;
    private boolean resetting;
    private boolean answering;

    private FakeSocket(TransportPort port, Kind kind) {
        protocol = port.protocol();
        this.kind = kind;
        this.port = port.number();
        remote = Optional.empty();
        remotePort = 0;
        local = Address.ANY_6;
        dualStack = true;
        reuse = protocol == TransportProtocol.TCP;
    }

    private FakeSocket(Address remote, TransportPort port) {
        protocol = port.protocol();
        kind = Kind.CLIENT;
        this.remote = Optional.of(remote);
        remotePort = port.number();
        local = remote.nearEnd();
    }

    private FakeSocket(FakeSocket other) {
        protocol = other.protocol;
        kind = other.kind;
        remote = other.remote;
        remotePort = other.remotePort;
        local = other.local;
        port = other.port;
        dualStack = other.dualStack;
        reuse = other.reuse;
        reusePort = other.reusePort;
        accepting = other.accepting;
        resetting = other.resetting;
        answering = other.answering;
    }

    /** A TCP socket that listens on this port. */
    public static FakeSocket listener(int port) {
        return new FakeSocket(TransportPort.tcp(port), Kind.LISTENER);
    }

    /** A TCP socket that has bound this port and never listens. */
    public static FakeSocket bound(int port) {
        return new FakeSocket(TransportPort.tcp(port), Kind.BOUND);
    }

    /** A UDP socket that has bound this port. */
    public static FakeSocket udp(int port) {
        return new FakeSocket(TransportPort.udp(port), Kind.BOUND);
    }

    /** The near end of a connection to this TCP port of this host, from a port that the host chooses. */
    public static FakeSocket connection(int remotePort) {
        return new FakeSocket(Address.LOOPBACK_4, TransportPort.tcp(remotePort));
    }

    /** The same over IPv6, to {@code ::1}. */
    public static FakeSocket connectionOverIpv6(int remotePort) {
        return new FakeSocket(Address.LOOPBACK_6, TransportPort.tcp(remotePort));
    }

    /** The near end of a connection to another host, from a port that the host chooses. */
    public static FakeSocket connection(InetSocketAddress remote) {
        return new FakeSocket(Address.of(remote.getAddress()), TransportPort.tcp(remote.getPort()));
    }

    /** A UDP socket whose remote end is this port of this host, with a local port that the host chooses. */
    public static FakeSocket udpClient(int remotePort) {
        return new FakeSocket(Address.LOOPBACK_4, TransportPort.udp(remotePort));
    }

    /** With this local address alone. */
    public FakeSocket on(InetAddress address) {
        return at(Address.of(address));
    }

    /** On 127.0.0.1 alone. */
    public FakeSocket onLoopback() {
        return at(Address.LOOPBACK_4);
    }

    /** On {@code ::1} alone. */
    public FakeSocket onLoopback6() {
        return at(Address.LOOPBACK_6);
    }

    FakeSocket at(Address address) {
        FakeSocket copy = new FakeSocket(this);
        copy.local = address;
        copy.dualStack = false;
        return copy;
    }

    /** With this local port, for a client. */
    public FakeSocket from(int localPort) {
        FakeSocket copy = new FakeSocket(this);
        copy.port = new TransportPort(protocol, localPort).number();
        return copy;
    }

    /** With or without {@code SO_REUSEADDR}. */
    public FakeSocket reuse(boolean set) {
        FakeSocket copy = new FakeSocket(this);
        copy.reuse = set;
        return copy;
    }

    /** With {@code SO_REUSEPORT}. */
    public FakeSocket reusePort() {
        FakeSocket copy = new FakeSocket(this);
        copy.reusePort = true;
        return copy;
    }

    /** A listener that leaves connections in its queue, where no process has them. */
    public FakeSocket neverAccepting() {
        FakeSocket copy = new FakeSocket(this);
        copy.accepting = false;
        return copy;
    }

    /** A listener that takes connections and resets them at once. */
    public FakeSocket resetting() {
        FakeSocket copy = new FakeSocket(this);
        copy.resetting = true;
        return copy;
    }

    /** A UDP socket that answers each datagram; others never do. */
    public FakeSocket answering() {
        FakeSocket copy = new FakeSocket(this);
        copy.answering = true;
        return copy;
    }

    TransportProtocol protocol() {
        return protocol;
    }

    Kind kind() {
        return kind;
    }

    Address local() {
        return local;
    }

    boolean isDualStack() {
        return dualStack;
    }

    /** 0 for a port that the host chooses. */
    int port() {
        return port;
    }

    Address remoteAddress() {
        return remote.orElseThrow();
    }

    /** 0 for none. */
    int remotePort() {
        return remotePort;
    }

    boolean hasReuse() {
        return reuse;
    }

    boolean hasReusePort() {
        return reusePort;
    }

    boolean isAccepting() {
        return accepting;
    }

    boolean isResetting() {
        return resetting;
    }

    boolean isAnswering() {
        return answering;
    }

    @Override
    public String toString() {
        return kind + " " + port + "/" + protocol + (remotePort == 0 ? "" : " to " + remotePort);
    }
}
