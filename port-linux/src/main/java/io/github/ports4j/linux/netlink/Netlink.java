package io.github.ports4j.linux.netlink;

import java.nio.ByteBuffer;

/** Asks for dumps by a socket of its own, one after the other. Not safe for use by several threads. */
public final class Netlink implements AutoCloseable {
    private final NetlinkProtocol protocol;
    private final NetlinkSocket socket;
    private int sequence;

    private Netlink(NetlinkProtocol protocol, NetlinkSocket socket) {
        this.protocol = protocol;
        this.socket = socket;
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
        return new Netlink(protocol, NetlinkSocket.open(protocol, requestSize, replySize));
    }

    /**
     * Asks the kernel to obey what a request for rtnetlink says beyond its family, and to tell nothing else.
     *
     * @return false if it is older than that, 4.20, and goes on to tell everything
     */
    public boolean checkStrictly() {
        return socket.checkStrictly();
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
        int errno = ask(what, requestSize, handler, outcome);
        if (errno != 0) {
            throw NetlinkRefusedException.orFailure(call(what), errno);
        }
    }

    /**
     * The same for a dump that ends when one of those who are asked fails, and for a question that has one message for an answer:
     * nothing tells the end of that, so that its handler sets {@code done}.
     *
     * @return with which {@code errno} the answer ended, 0 for none; what the handler was given holds
     * @throws DumpInterruptedException if something is missing; what the handler was given has to be thrown away
     * @throws NetlinkRefusedException if this process may not ask
     */
    public int ask(String what, int requestSize, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome)
            throws DumpInterruptedException, NetlinkRefusedException {
        socket.dump(requestSize, sequence, handler, outcome);
        if (outcome.interrupted) {
            throw new DumpInterruptedException(call(what), outcome.needed);
        }
        return outcome.errno;
    }

    private String call(String what) {
        return "dump of " + what + " by " + protocol;
    }

    @Override
    public void close() {
        socket.close();
    }
}
