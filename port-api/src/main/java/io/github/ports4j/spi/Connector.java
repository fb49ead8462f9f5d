package io.github.ports4j.spi;

import io.github.ports4j.ScanReason;

/**
 * Makes attempts to connect without waiting for them, each in a slot of its own. Used by one thread.
 *
 * <p>What a call to begin an attempt returns by itself (no route, prohibited, no descriptor) is a reason of {@link
 * io.github.ports4j.ScanState#UNTRIED}; an error that comes back later is one of {@link io.github.ports4j.ScanState#FILTERED}.
 */
public interface Connector extends AutoCloseable {
    /**
     * Begins an attempt.
     *
     * @param slot one in which none is under way, from 0
     * @param host its place among the hosts of {@link ConnectEngine#open}
     * @param port 1 to 65535
     * @return what is known at once; {@link ScanReason#PENDING} while it is under way
     */
    ScanReason connect(int slot, int host, int port);

    /**
     * Tells of attempts that have ended.
     *
     * @param nanos how long to wait for the first at most, about; 0 for not at all
     */
    void poll(long nanos, Listener listener);

    /**
     * Gives up an attempt that is under way, after a last look.
     *
     * @return what the last look showed; {@link ScanReason#NO_ANSWER} if nothing
     */
    ScanReason abandon(int slot);

    /** Gives up what is under way, and all descriptors. */
    @Override
    void close();

    /** Hears of attempts that have ended. */
    @FunctionalInterface
    interface Listener {
        /** The attempt in this slot came to this, and the slot is free. May begin another one in it. */
        void ended(int slot, ScanReason reason);
    }
}
