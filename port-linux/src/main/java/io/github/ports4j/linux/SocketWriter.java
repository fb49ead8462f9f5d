package io.github.ports4j.linux;

import io.github.ports4j.Owner;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.spi.SocketsBuilder;

/** Puts rows into the answer. Not safe for use by several threads. */
final class SocketWriter {
    private final SocketsBuilder out;

    /** For about this many sockets. */
    SocketWriter(int expected) {
        out = new SocketsBuilder(expected);
    }

    /** Puts the socket in, with this owner. */
    void write(InetSocket row, Owner owner) {
        if (row.state == null) {
            out.udp(row.family);
        } else {
            out.tcp(row.family, row.state);
        }
        out.local(row.localHigh, row.localLow, row.localPort)
                .remote(row.remoteHigh, row.remoteLow, row.remotePort)
                .scope(row.scope)
                .dualStack(row.dualStack)
                .inode(row.inode);
        if (row.inode != 0) {
            // without an inode there is no user id either, whatever stands in its place
            out.uid(row.uid);
        }
        if (row.queuesKnown) {
            out.queues(row.receiveQueue, row.sendQueue);
        }
        out.add(owner);
    }

    /** What the answer is built of. */
    SocketsBuilder builder() {
        return out;
    }
}
