package io.github.ports4j.linux.socket;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets put aside until their owners are known, packed into plain arrays: 40 bytes for IPv4, 64 for IPv6. Not safe for use
 * by several threads.
 */
public final class SocketRows implements SocketSink {
    private static final int CHUNK = 4096; // longs
    private static final int FIRST_CHUNK = 64;
    private static final int LONGEST = 8;

    // layout of the first long: two ports, then from bit 32
    private static final int STATE_SHIFT = 32;
    private static final int STATE_MASK = 0xff;
    private static final int NO_STATE = 0;
    private static final long TCP = 1L << 40;
    private static final long IPV6 = 1L << 41;
    private static final long DUAL_STACK = 1L << 42;
    private static final long QUEUES = 1L << 43;

    private final List<long[]> chunks = new ArrayList<>();
    private long[] chunk = new long[FIRST_CHUNK];
    private int at;
    private int size;

    /** How many sockets. */
    public int size() {
        return size;
    }

    /** Puts it last. */
    @Override
    public void accept(InetSocket socket) {
        if (at + LONGEST > chunk.length) {
            chunks.add(chunk); // what is left of it stays 0, which no socket begins with: none has the local port 0
            chunk = new long[CHUNK];
            at = 0;
        }
        boolean six = socket.family == AddressFamily.IPV6;
        int state = socket.state == null ? NO_STATE : KernelTcpState.number(socket.state);
        put(((long) socket.localPort << 16)
                | socket.remotePort
                | ((long) state << STATE_SHIFT)
                | (socket.protocol == TransportProtocol.TCP ? TCP : 0)
                | (six ? IPV6 : 0)
                | (socket.dualStack ? DUAL_STACK : 0)
                | (socket.queuesKnown ? QUEUES : 0));
        put(socket.inode);
        put(pair(socket.uid, socket.scope));
        put(pair(socket.receiveQueue, socket.sendQueue));
        if (six) {
            put(socket.localHigh);
            put(socket.localLow);
            put(socket.remoteHigh);
            put(socket.remoteLow);
        } else {
            put(pair((int) socket.localLow, (int) socket.remoteLow));
        }
        size++;
    }

    /** Gives all of them, in the order in which they came. Their cookies are not kept. */
    public void forEach(SocketSink sink) {
        InetSocket socket = new InetSocket();
        for (long[] full : chunks) {
            forEach(full, full.length, socket, sink);
        }
        forEach(chunk, at, socket, sink);
    }

    private static void forEach(long[] rows, int end, InetSocket socket, SocketSink sink) {
        int next = 0;
        while (next < end && rows[next] != 0) {
            next = unpack(rows, next, socket);
            sink.accept(socket);
        }
    }

    private static int unpack(long[] rows, int start, InetSocket socket) {
        int next = start;
        long first = rows[next++];
        socket.localPort = (int) (first >>> 16) & 0xffff;
        socket.remotePort = (int) first & 0xffff;
        int state = (int) (first >>> STATE_SHIFT) & STATE_MASK;
        socket.state = state == NO_STATE ? null : KernelTcpState.of(state);
        socket.protocol = (first & TCP) != 0 ? TransportProtocol.TCP : TransportProtocol.UDP;
        socket.dualStack = (first & DUAL_STACK) != 0;
        socket.queuesKnown = (first & QUEUES) != 0;
        socket.inode = rows[next++];
        socket.uid = high(rows[next]);
        socket.scope = low(rows[next++]);
        socket.receiveQueue = high(rows[next]);
        socket.sendQueue = low(rows[next++]);
        if ((first & IPV6) != 0) {
            socket.family = AddressFamily.IPV6;
            socket.localHigh = rows[next++];
            socket.localLow = rows[next++];
            socket.remoteHigh = rows[next++];
            socket.remoteLow = rows[next++];
        } else {
            socket.family = AddressFamily.IPV4;
            socket.localHigh = 0;
            socket.remoteHigh = 0;
            socket.localLow = Integer.toUnsignedLong(high(rows[next]));
            socket.remoteLow = Integer.toUnsignedLong(low(rows[next++]));
        }
        return next;
    }

    private void put(long value) {
        chunk[at++] = value;
    }

    private static long pair(int high, int low) {
        return ((long) high << 32) | Integer.toUnsignedLong(low);
    }

    private static int high(long pair) {
        return (int) (pair >>> 32);
    }

    private static int low(long pair) {
        return (int) pair;
    }
}
