package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.posix.ByteCursor;

/**
 * The beginning of {@code struct rtnl_link_stats64}, unsigned; kernels differ in how much follows.
 *
 * @see "linux/if_link.h, Linux 6.1"
 */
public record LinkStats(
        long rxPackets,
        long txPackets,
        long rxBytes,
        long txBytes,
        long rxErrors,
        long txErrors,
        long rxDropped,
        long txDropped,
        long multicast,
        long collisions,
        long rxMissed) {
    /** Up to and with {@code rx_missed_errors}. */
    private static final int SIZE = 128;

    /** From {@code rx_length_errors} to {@code rx_fifo_errors}. */
    private static final int PARTS_OF_ERRORS = 40;

    static LinkStats of(ByteCursor in) {
        in.require(SIZE, "struct rtnl_link_stats64");
        return new LinkStats(
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.skip(PARTS_OF_ERRORS).u64());
    }
}
