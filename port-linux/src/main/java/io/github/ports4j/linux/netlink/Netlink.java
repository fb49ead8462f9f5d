package io.github.ports4j.linux.netlink;

import java.nio.ByteBuffer;

/** Asks for dumps by a socket of its own, one after the other. Not safe for use by several threads. */
public final class Netlink implements AutoCloseable {
    private final NetlinkProtocol protocol;
    private final NetlinkSocket socket;
    private final boolean strict;
    private int sequence;

    private Netlink(NetlinkProtocol protocol, NetlinkSocket socket) {
        this.protocol = protocol;
        this.socket = socket;
        this.strict = socket.checkStrictly();
    }

    /**
     * Opens the way to the kernel. It leads into the network namespace of the calling thread.
     *
     * @param requestSize the longest request, in bytes
     * @param replySize the longest datagram that is expected, in bytes
     * @throws NetlinkRefusedException if this process may not ask
     */
    public static Netlink open(NetlinkProtocol protocol, int requestSize, int replySize)
            throws NetlinkRefusedException {
        NetlinkSocket socket = NetlinkSocket.open(protocol, requestSize, replySize);
        try {
            return new Netlink(protocol, socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether the kernel obeys what a request says beyond its family; older ones tell everything. */
    public boolean strict() {
        return strict;
    }

    /** Where the request is written. */
    public ByteBuffer request() {
        return socket.request();
    }

    /** The number for the next request. */
    public int nextSequence() {
        return ++sequence;
    }

    /**
     * Sends the request that was written and hands on what comes.
     *
     * @param what the name of the request, such as {@code RTM_GETLINK}
     * @param outcome fresh; a handler that has seen enough sets {@code done}, after which nothing more can be asked
     * @throws DumpInterruptedException if something is missing; what the handler was given has to be thrown away
     * @throws NetlinkRefusedException if the kernel refuses
     */
    public void dump(String what, int requestSize, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome)
            throws DumpInterruptedException, NetlinkRefusedException {
        String call = "dump of " + what + " by " + protocol;
        socket.dump(requestSize, sequence, handler, outcome);
        if (outcome.interrupted) {
            throw new DumpInterruptedException(call, outcome.needed);
        }
        if (outcome.errno != 0) {
            throw NetlinkRefusedException.orFailure(call, outcome.errno);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
