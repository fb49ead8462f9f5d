package io.github.ports4j.linux.socket;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * One socket as a reader found it: a row that is filled anew for each socket, so that reading a table makes no objects.
 * Whoever is given it takes what is needed before returning.
 */
public final class InetSocket {
    /** Which table it stands in. */
    public TransportProtocol protocol = TransportProtocol.TCP;

    public AddressFamily family = AddressFamily.IPV4;

    /** Null for UDP. */
    public @Nullable TcpState state;

    /** The first 8 bytes of an IPv6 address; 0 for IPv4. */
    public long localHigh;

    /** The last 8 bytes of an IPv6 address, or the 4 of an IPv4 address. */
    public long localLow;

    public int localPort;
    public long remoteHigh;
    public long remoteLow;

    /** 0 for none. */
    public int remotePort;

    /** Index of the interface that it is bound to; 0 for none. */
    public int scope;

    /** Whether it is on the IPv6 wildcard address and takes IPv4 too; false also where the reader does not know. */
    public boolean dualStack;

    /** Whether the reader knows {@code IPV6_V6ONLY}. */
    public boolean v6OnlyKnown;

    /** Of its creator; means something only where {@link #inode} is not 0. */
    public int uid;

    /** 0 where no process has it. */
    public long inode;

    /** The number by which the kernel tells sockets apart, never used twice; 0 where the reader does not know it. */
    public long cookie;

    public int receiveQueue;
    public int sendQueue;

    /** Whether the reader knows the queues. Never for UDP: what the kernel shows there is memory in use, not bytes to read. */
    public boolean queuesKnown;

    /** Whether the query asks for it, apart from its owner. */
    public boolean matches(SocketQuery query) {
        // a socket that is being closed can be met after it gave its port back: it is no more
        if (localPort == 0) {
            return false;
        }
        return state == null ? query.matchesUdp(localPort, remotePort) : query.matchesTcp(state, localPort, remotePort);
    }

    /** Whether it is an IPv6 socket that waits for others. */
    public boolean waitsOn6() {
        return family == AddressFamily.IPV6
                && (state == null ? remotePort == 0 : state == TcpState.LISTEN || state == TcpState.CLOSED);
    }

    /** Whether it is an IPv6 socket on {@code ::} that waits for others, so that the question of IPv4 arises. */
    public boolean onWildcard6() {
        return waitsOn6() && (localHigh | localLow) == 0;
    }
}
