package io.github.ports4j;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a protocol counted between two readings. Immutable. A counter that has come round is followed; of one that was set back
 * meanwhile, as by a restart of the host, nothing is told, unless it has 32 bits and lost more than half of their range: then it
 * can't be told from one that has come round.
 */
public final class CounterRates {
    private static final double NANOS_PER_SECOND = 1e9;

    private final StatisticsProtocol protocol;
    private final Duration elapsed;
    private final Map<String, Long> changes;
    private final Set<String> gauges;

    CounterRates(StatisticsProtocol protocol, Duration elapsed, Map<String, Long> changes, Set<String> gauges) {
        this.protocol = protocol;
        this.elapsed = elapsed;
        this.changes = Collections.unmodifiableMap(changes);
        this.gauges = gauges;
    }

    /** Of which protocol. */
    public StatisticsProtocol protocol() {
        return protocol;
    }

    /** The time between the two readings, by a clock that nobody sets. */
    public Duration elapsed() {
        return elapsed;
    }

    /** The names of the values of which the change is known, in the order of the system; can't be changed. */
    public Set<String> names() {
        return changes.keySet();
    }

    /** By how much a value has grown, for a gauge perhaps less than 0; empty if that is not known. */
    public OptionalLong change(String name) {
        Long change = changes.get(name);
        return change == null ? OptionalLong.empty() : OptionalLong.of(change);
    }

    /** By how much a counter has grown in a second; empty for a gauge, and if that is not known or no time has passed. */
    public OptionalDouble perSecond(String name) {
        Long change = changes.get(name);
        return change == null || gauges.contains(name) || elapsed.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(change * NANOS_PER_SECOND / elapsed.toNanos());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(protocol.toString())
                .append(" in ")
                .append(Durations.format(elapsed))
                .append(':');
        changes.forEach((name, change) -> {
            if (change != 0) {
                text.append(' ').append(name).append(change > 0 ? "+" : "").append(change);
            }
        });
        return text.toString();
    }
}
