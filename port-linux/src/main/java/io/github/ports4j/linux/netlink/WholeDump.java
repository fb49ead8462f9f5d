package io.github.ports4j.linux.netlink;

import io.github.ports4j.SystemCallException;

/** Repeats dumps until nothing disturbs them. */
public final class WholeDump {
    private static final int ATTEMPTS = 32;

    private WholeDump() {}

    /**
     * One or more dumps that belong together.
     *
     * @param <T> what is made of them
     */
    public interface Reading<T> {
        /**
         * Reads from the beginning.
         *
         * @param replySize for {@link Netlink#open}
         */
        T read(int replySize) throws DumpInterruptedException, NetlinkRefusedException;
    }

    /**
     * What the reading gives when it is not interrupted.
     *
     * @throws SystemCallException if it is interrupted again and again, or refused
     */
    public static <T> T read(Reading<T> reading) {
        int replySize = NetlinkSocket.REPLY_SIZE;
        String what = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return reading.read(replySize);
            } catch (DumpInterruptedException e) {
                what = e.what();
                replySize = Math.max(replySize, e.needed());
            } catch (NetlinkRefusedException e) {
                throw e.asFailure();
            }
        }
        throw new SystemCallException(
                what,
                0,
                "NLM_F_DUMP_INTR",
                "the kernel's table changed during each of " + ATTEMPTS + " readings: try again");
    }
}
