package io.github.ports4j;

import io.github.ports4j.internal.LaterOwners;
import io.github.ports4j.internal.SocketRow;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One socket of the table. Immutable; addresses are made when asked for. */
public final class SocketEntry {
    // There are as many of these as sockets: no field says what another one does.
    private final @Nullable TcpState state; // null for UDP
    private final @Nullable UpperHalves upper; // null for IPv4
    private final Object owner; // an Owner, or the LaterOwners
    private final long localLow;
    private final long remoteLow;
    private final long inode;
    private final int scope;
    private final int uid;
    private final int receiveQueue;
    private final int sendQueue;
    private final char localPort;
    private final char remotePort;
    private final boolean dualStack;
    private final boolean uidKnown;
    private final boolean queuesKnown;

    /** The first 8 bytes of two IPv6 addresses. */
    private record UpperHalves(long local, long remote) {
        /** Of the wildcard address and no other end, and of IPv4 addresses on an IPv6 socket. */
        static final UpperHalves NONE = new UpperHalves(0, 0);

        static UpperHalves of(long local, long remote) {
            return (local | remote) == 0 ? NONE : new UpperHalves(local, remote);
        }
    }

    SocketEntry(SocketRow row) {
        state = row.state;
        upper = row.family == AddressFamily.IPV4 ? null : UpperHalves.of(row.localHigh, row.remoteHigh);
        owner = row.owner != null ? row.owner : Objects.requireNonNull(row.laterOwners, "owner");
        localLow = row.localLow;
        remoteLow = row.remoteLow;
        inode = row.inode;
        scope = row.scope;
        uid = row.uid;
        receiveQueue = row.receiveQueue;
        sendQueue = row.sendQueue;
        localPort = (char) row.localPort;
        remotePort = (char) row.remotePort;
        dualStack = row.dualStack;
        uidKnown = row.uidKnown;
        queuesKnown = row.queuesKnown;
    }

    /** TCP or UDP. */
    public TransportProtocol protocol() {
        return state == null ? TransportProtocol.UDP : TransportProtocol.TCP;
    }

    /** The family of the socket; a dual-stack socket is IPv6. */
    public AddressFamily family() {
        return upper == null ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    /** The local port and protocol, as in {@code 8080/tcp}. */
    public TransportPort port() {
        return new TransportPort(protocol(), localPort);
    }

    /** The local port number, 1 to 65535. */
    public int localPort() {
        return localPort;
    }

    /** The remote port number; empty where the socket has no remote end. */
    public OptionalLong remotePort() {
        return remotePort == 0 ? OptionalLong.empty() : OptionalLong.of(remotePort);
    }

    /**
     * The local address. An IPv4 address on an IPv6 socket ({@code ::ffff:192.0.2.1}) is given as the {@code Inet4Address} that
     * it is.
     */
    public InetSocketAddress local() {
        return new InetSocketAddress(address(upper == null ? 0 : upper.local(), localLow), localPort);
    }

    /** The other end; empty for a socket that holds its port. */
    public Optional<InetSocketAddress> remote() {
        return remotePort == 0
                ? Optional.empty()
                : Optional.of(
                        new InetSocketAddress(address(upper == null ? 0 : upper.remote(), remoteLow), remotePort));
    }

    /** The state of a TCP socket; empty for UDP. */
    public Optional<TcpState> state() {
        return Optional.ofNullable(state);
    }

    /** What the socket does with its local port. */
    public SocketRole role() {
        if (state == TcpState.LISTEN) {
            return SocketRole.LISTENER;
        }
        return remotePort == 0 && (state == null || state == TcpState.CLOSED)
                ? SocketRole.BOUND
                : SocketRole.CONNECTION;
    }

    /**
     * Tells whether an IPv6 socket also takes IPv4 ({@code IPV6_V6ONLY} is off and its address is the wildcard). False where that
     * can't be told; the snapshot then has a gap that says so.
     */
    public boolean dualStack() {
        return dualStack;
    }

    /** The user id of the socket's creator; empty where the kernel keeps none, as for TIME_WAIT. */
    public OptionalLong uid() {
        return uidKnown ? OptionalLong.of(Integer.toUnsignedLong(uid)) : OptionalLong.empty();
    }

    /**
     * The number by which the system tells the socket from others, and its descriptors are found: on Linux its inode, on macOS the lower 63
     * bits of what stands for its address in the kernel. Empty where it has none, and so no process.
     */
    public OptionalLong inode() {
        return inode == 0 ? OptionalLong.empty() : OptionalLong.of(inode);
    }

    /** The same, 0 for none. */
    long inodeNumber() {
        return inode;
    }

    /** Bytes received and not yet read by the process; empty for a listener and where the kernel does not tell. */
    public OptionalLong receiveQueue() {
        return queue(state != TcpState.LISTEN, receiveQueue);
    }

    /** Bytes sent and not yet acknowledged by the other end; empty for a listener and where the kernel does not tell. */
    public OptionalLong sendQueue() {
        return queue(state != TcpState.LISTEN, sendQueue);
    }

    /** Connections that wait for {@code accept(2)}; empty but for a listener. */
    public OptionalLong acceptQueue() {
        return queue(state == TcpState.LISTEN, receiveQueue);
    }

    /** How many connections may wait for {@code accept(2)}: the backlog of {@code listen(2)}; empty but for a listener. */
    public OptionalLong backlog() {
        return queue(state == TcpState.LISTEN, sendQueue);
    }

    private OptionalLong queue(boolean applies, int value) {
        return applies && queuesKnown ? OptionalLong.of(Integer.toUnsignedLong(value)) : OptionalLong.empty();
    }

    /** Which processes hold a descriptor of it. */
    public Owner owner() {
        return owner instanceof LaterOwners later ? later.of(inode) : (Owner) owner;
    }

    private InetAddress address(long high, long low) {
        try {
            if (upper == null) {
                return InetAddress.getByAddress(bytes(low, Integer.BYTES));
            }
            byte[] bytes = new byte[2 * Long.BYTES];
            System.arraycopy(bytes(high, Long.BYTES), 0, bytes, 0, Long.BYTES);
            System.arraycopy(bytes(low, Long.BYTES), 0, bytes, Long.BYTES, Long.BYTES);
            boolean linkLocal = high >>> 54 == 0xfe80 >>> 6;
            return linkLocal && scope != 0
                    ? Inet6Address.getByAddress(null, bytes, scope)
                    : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are the lengths of addresses", e);
        }
    }

    private static byte[] bytes(long value, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * (count - 1 - i)));
        }
        return bytes;
    }

    /** The local address as the command prints it: {@code 127.0.0.1:8080}, {@code [::]:8080}. */
    public String localText() {
        return InternetAddress.format(local());
    }

    @Override
    public String toString() {
        return protocol() + " " + localText()
                + remote().map(end -> " " + InternetAddress.format(end)).orElse("") + (state == null ? "" : " " + state)
                + " " + owner();
    }
}
