package io.github.ports4j.linux;

import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.SocketSink;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;

/** Puts rows into the answer as they come. Not safe for use by several threads. */
final class SocketWriter implements SocketSink {
    private static final int FEW = 16;

    private final SocketsBuilder out = new SocketsBuilder(FEW);
    private final boolean owners;

    /**
     * For one answer.
     *
     * @param owners whether the owners are asked for, and will be told when all rows have come
     */
    SocketWriter(boolean owners) {
        this.owners = owners;
    }

    @Override
    public void accept(InetSocket row) {
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
        if (owners) {
            out.add();
        } else {
            out.add(Owners.notRead());
        }
    }

    /** What the answer is built of. */
    SocketsBuilder builder() {
        return out;
    }
}
