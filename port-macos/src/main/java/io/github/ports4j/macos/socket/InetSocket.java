package io.github.ports4j.macos.socket;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * One internet socket as a decoder found it: a row that is filled anew for each socket, so that reading makes no objects. Whoever is
 * given it takes what is needed before returning. Addresses are in the form that {@link io.github.ports4j.spi.SocketsBuilder} takes.
 */
public final class InetSocket {
    /** {@code SO_ACCEPTCONN}: it listens. */
    public static final int SO_ACCEPTCONN = 0x2;

    public static final int SO_REUSEADDR = 0x4;
    public static final int SO_REUSEPORT = 0x200;

    /** Null for one that is neither TCP nor UDP, as a raw one. */
    public @Nullable TransportProtocol protocol;

    /** What it speaks: {@link AddressFamily#IPV4} also for an IPv6 socket that carries IPv4. */
    public AddressFamily family = AddressFamily.IPV4;

    /** Whether it is a socket of IPv6 that carries IPv4. */
    public boolean mapped;

    /** Null for all but TCP. */
    public @Nullable TcpState state;

    /** The first 8 bytes of an IPv6 address, without an embedded scope; 0 for IPv4. */
    public long localHigh;

    /** The last 8 bytes of an IPv6 address, or the 4 of an IPv4 address. */
    public long localLow;

    /** 0 for none: it is not bound. */
    public int localPort;

    public long remoteHigh;
    public long remoteLow;

    /** 0 for none. */
    public int remotePort;

    /** Index of the interface by which its link-local addresses are meant; 0 for none, or where the kernel does not tell. */
    public int scope;

    /** Whether it is on the IPv6 wildcard address and takes IPv4 too. */
    public boolean dualStack;

    /**
     * By which the kernel tells sockets apart, the same number in libproc and the PCB lists, and in each process that has the socket:
     * 64 bits without an order. 0 where it does not tell.
     */
    public long so;

    /** {@code SO_…}, the lower 16 bits. */
    public int options;

    /** {@code sb_cc}, bytes in the receive buffer. For UDP they are bytes of memory, with addresses and control data. */
    public int receiveBytes;

    /** The same of the send buffer. */
    public int sendBytes;

    /** Of a listener, {@code so_qlen}: connections that are not yet accepted, with those that are not yet complete. */
    public int queued;

    /** Of a listener, {@code so_incqlen}: connections that are not yet complete. */
    public int incomplete;

    /** Of a listener, {@code so_qlimit}. */
    public int backlog;

    /** Whether {@link #uid} is told, and {@link #lastPid} and {@link #effectivePid} as well: by the PCB lists, not by libproc. */
    public boolean ownerTold;

    /** Of its creator; a user id of 32 bits. */
    public int uid;

    /**
     * The process that made the socket or used it last: a hint. Others may hold it, this one need not, and may be gone, and its number
     * be that of another. 0 for the kernel.
     */
    public int lastPid;

    /** The process on whose behalf it is used; 0 for none. */
    public int effectivePid;

    /**
     * {@code SS_NOFDREF}: no descriptor of any process refers to it, and no file port, as nobody has accepted it yet, or it was closed and
     * is on its way out. Told by the PCB lists.
     */
    public boolean unreferenced;

    /**
     * Whether it is a flow of the user-space network stack (Skywalk): no process has a descriptor of it, libproc does not show it, and
     * {@link #uid} is 0 without being told.
     */
    public boolean userlandFlow;

    /** Forgets everything. */
    public void clear() {
        protocol = null;
        family = AddressFamily.IPV4;
        mapped = false;
        state = null;
        localHigh = 0;
        localLow = 0;
        localPort = 0;
        remoteHigh = 0;
        remoteLow = 0;
        remotePort = 0;
        scope = 0;
        dualStack = false;
        so = 0;
        options = 0;
        receiveBytes = 0;
        sendBytes = 0;
        queued = 0;
        incomplete = 0;
        backlog = 0;
        ownerTold = false;
        uid = 0;
        lastPid = 0;
        effectivePid = 0;
        unreferenced = false;
        userlandFlow = false;
    }

    /** A row of its own, which stays as this one is now. */
    public InetSocket copy() {
        InetSocket copy = new InetSocket();
        copy.protocol = protocol;
        copy.family = family;
        copy.mapped = mapped;
        copy.state = state;
        copy.localHigh = localHigh;
        copy.localLow = localLow;
        copy.localPort = localPort;
        copy.remoteHigh = remoteHigh;
        copy.remoteLow = remoteLow;
        copy.remotePort = remotePort;
        copy.scope = scope;
        copy.dualStack = dualStack;
        copy.so = so;
        copy.options = options;
        copy.receiveBytes = receiveBytes;
        copy.sendBytes = sendBytes;
        copy.queued = queued;
        copy.incomplete = incomplete;
        copy.backlog = backlog;
        copy.ownerTold = ownerTold;
        copy.uid = uid;
        copy.lastPid = lastPid;
        copy.effectivePid = effectivePid;
        copy.unreferenced = unreferenced;
        copy.userlandFlow = userlandFlow;
        return copy;
    }

    /** Whether the query asks for it, apart from its owner; never for one without a port, nor for a raw one. */
    public boolean matches(SocketQuery query) {
        if (localPort == 0 || protocol == null) {
            return false;
        }
        return state == null ? query.matchesUdp(localPort, remotePort) : query.matchesTcp(state, localPort, remotePort);
    }

    /** Whether {@link #receiveQueue()} and {@link #sendQueue()} mean something: not for UDP, nor for what is left of a connection. */
    public boolean queuesKnown() {
        return state != null && state != TcpState.CLOSED && state != TcpState.TIME_WAIT;
    }

    /** Bytes to read; of a listener, connections to accept. */
    public int receiveQueue() {
        return state == TcpState.LISTEN ? Math.max(0, queued - incomplete) : receiveBytes;
    }

    /** Bytes not yet acknowledged; of a listener, its backlog. */
    public int sendQueue() {
        return state == TcpState.LISTEN ? backlog : sendBytes;
    }
}
