package io.github.ports4j.internal;

import io.github.ports4j.StatisticsProtocol;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The counters of one protocol on their way from {@code ProtocolCountersBuilder} into {@code ProtocolCounters}. */
public final class ProtocolRow {
    public final StatisticsProtocol protocol;
    public final int bits;
    public final Instant at;
    public final long nanoTime;
    public final Map<String, Long> values = new LinkedHashMap<>();
    public final Set<String> gauges = new HashSet<>();

    public ProtocolRow(StatisticsProtocol protocol, int bits, Instant at, long nanoTime) {
        this.protocol = protocol;
        this.bits = bits;
        this.at = at;
        this.nanoTime = nanoTime;
    }
}
