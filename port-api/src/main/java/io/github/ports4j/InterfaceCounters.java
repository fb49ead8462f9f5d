package io.github.ports4j;

import io.github.ports4j.internal.CountersRow;
import java.util.OptionalLong;

/**
 * What has gone through an interface since it was made. Immutable. Counters are unsigned numbers of 64 bits; what a system does
 * not count is empty.
 *
 * @see "struct rtnl_link_stats64, linux/if_link.h"
 */
public final class InterfaceCounters {
    private final long rxBytes;
    private final long rxPackets;
    private final long rxErrors;
    private final OptionalLong rxDropped;
    private final OptionalLong rxMissed;
    private final OptionalLong rxMulticast;
    private final long txBytes;
    private final long txPackets;
    private final long txErrors;
    private final OptionalLong txDropped;
    private final OptionalLong collisions;

    InterfaceCounters(CountersRow row) {
        rxBytes = row.rxBytes;
        rxPackets = row.rxPackets;
        rxErrors = row.rxErrors;
        rxDropped = row.rxDropped;
        rxMissed = row.rxMissed;
        rxMulticast = row.rxMulticast;
        txBytes = row.txBytes;
        txPackets = row.txPackets;
        txErrors = row.txErrors;
        txDropped = row.txDropped;
        collisions = row.collisions;
    }

    /** Bytes received. */
    public long rxBytes() {
        return rxBytes;
    }

    /** Packets received. */
    public long rxPackets() {
        return rxPackets;
    }

    /** Packets received that were bad. */
    public long rxErrors() {
        return rxErrors;
    }

    /**
     * Packets received and thrown away by the system, such as for want of somebody who wants them. Programs that show one number of
     * drops, as netstat -i, add {@link #rxMissed()}.
     */
    public OptionalLong rxDropped() {
        return rxDropped;
    }

    /** Packets that the hardware had no room for. */
    public OptionalLong rxMissed() {
        return rxMissed;
    }

    /** Packets received that were sent to a group. */
    public OptionalLong rxMulticast() {
        return rxMulticast;
    }

    /** Bytes sent. */
    public long txBytes() {
        return txBytes;
    }

    /** Packets sent. */
    public long txPackets() {
        return txPackets;
    }

    /** Packets that could not be sent. */
    public long txErrors() {
        return txErrors;
    }

    /** Packets to be sent and thrown away. */
    public OptionalLong txDropped() {
        return txDropped;
    }

    /** Collisions. */
    public OptionalLong collisions() {
        return collisions;
    }

    @Override
    public String toString() {
        return "received " + text(rxBytes) + " bytes in " + text(rxPackets) + " packets, " + text(rxErrors) + " errors"
                + dropped(rxDropped) + "; sent " + text(txBytes) + " bytes in " + text(txPackets) + " packets, "
                + text(txErrors) + " errors" + dropped(txDropped);
    }

    private static String dropped(OptionalLong count) {
        return count.isPresent() ? ", " + text(count.getAsLong()) + " dropped" : "";
    }

    private static String text(long unsigned) {
        return Long.toUnsignedString(unsigned);
    }
}
