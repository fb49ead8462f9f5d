package io.github.ports4j.linux.netlink;

/** Hears whether the kernel announces a change. Not safe for use by several threads. */
public final class NetlinkWatch implements Announcements {
    private static final int SOME_BYTES = 16;

    private final NetlinkSocket socket;

    private NetlinkWatch(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Begins to listen in the network namespace of the calling thread.
     *
     * @param groups one bit for each, such as {@code RTMGRP_LINK}
     * @throws NetlinkRefusedException if this process may not listen
     */
    public static NetlinkWatch begin(NetlinkProtocol protocol, int groups) throws NetlinkRefusedException {
        NetlinkSocket socket = NetlinkSocket.open(protocol, SOME_BYTES, SOME_BYTES);
        boolean joined = false;
        try {
            socket.join(groups);
            joined = true;
            return new NetlinkWatch(socket);
        } finally {
            if (!joined) {
                socket.close();
            }
        }
    }

    @Override
    public boolean isQuiet() {
        return !socket.hasNews();
    }

    @Override
    public void close() {
        socket.close();
    }
}
