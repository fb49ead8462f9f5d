package io.github.ports4j.spi;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.internal.ProtocolRow;
import io.github.ports4j.internal.ValueFactory;

/** Makes {@link ProtocolCounters}, in the order of the calls. Not safe for use by several threads. */
public final class ProtocolCountersBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();

    private final ProtocolRow row;

    /**
     * For a reading made just now.
     *
     * @param bits after how many bits its counters begin again with 0: 32 or 64
     * @param clock the clock of the host
     */
    public ProtocolCountersBuilder(StatisticsProtocol protocol, int bits, HostClock clock) {
        if (bits != Integer.SIZE && bits != Long.SIZE) {
            throw new IllegalArgumentException("not the width of a counter: " + bits);
        }
        row = new ProtocolRow(protocol, bits, clock.now(), clock.nanoTime());
    }

    /**
     * A value that only grows.
     *
     * @param value unsigned
     */
    public ProtocolCountersBuilder counter(String name, long value) {
        row.values.put(name, value);
        return this;
    }

    /** A value that goes up and down, or a setting. */
    public ProtocolCountersBuilder gauge(String name, long value) {
        row.values.put(name, value);
        row.gauges.add(name);
        return this;
    }

    /** Whether there is a value of this name already. */
    public boolean has(String name) {
        return row.values.containsKey(name);
    }

    /** The counters. */
    public ProtocolCounters build() {
        return VALUES.protocolCounters(row);
    }
}
