package io.github.ports4j;

import io.github.ports4j.internal.ProtocolRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one protocol had counted at one moment, by the names that the MIBs and the kernel give. Immutable.
 *
 * <p>Most values only grow; they are unsigned numbers. Some are gauges, which go up and down, or settings, such as
 * {@code CurrEstab} and {@code RtoMin}: {@link #isGauge} tells, and these may be negative, as {@code MaxConn} is where there
 * is no limit.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4022">RFC 4022, the TCP MIB</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4113">RFC 4113, the UDP MIB</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4293">RFC 4293, the IP MIB</a>
 */
public final class ProtocolCounters {
    private final StatisticsProtocol protocol;
    private final Map<String, Long> values;
    private final Set<String> gauges;
    private final int bits;
    private final Instant at;
    private final long nanoTime;

    ProtocolCounters(ProtocolRow row) {
        protocol = row.protocol;
        values = Collections.unmodifiableMap(new LinkedHashMap<>(row.values));
        gauges = Set.copyOf(row.gauges);
        bits = row.bits;
        at = row.at;
        nanoTime = row.nanoTime;
    }

    /** Of which protocol. */
    public StatisticsProtocol protocol() {
        return protocol;
    }

    /** When they were read, by the time of day. */
    public Instant at() {
        return at;
    }

    /**
     * One value; empty if this system keeps none of this name.
     *
     * @param name such as {@code ActiveOpens}, as the MIB writes it
     */
    public OptionalLong get(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The names of all values, in the order of the system; can't be changed. */
    public Set<String> names() {
        return values.keySet();
    }

    /** All values by name, in the order of the system; can't be changed. */
    public Map<String, Long> asMap() {
        return values;
    }

    /** Whether the value of this name goes up and down, or is a setting, so that it has no rate. */
    public boolean isGauge(String name) {
        return gauges.contains(name);
    }

    /**
     * What was counted between an earlier reading and this one.
     *
     * @throws IllegalArgumentException if the other is of another protocol, or was read later
     */
    public CounterRates since(ProtocolCounters earlier) {
        if (protocol != earlier.protocol) {
            throw new IllegalArgumentException(protocol + " can't be compared with " + earlier.protocol);
        }
        if (nanoTime - earlier.nanoTime < 0) {
            throw new IllegalArgumentException("the other reading is the later one");
        }
        Map<String, Long> changes = new LinkedHashMap<>();
        values.forEach((name, now) -> {
            Long then = earlier.values.get(name);
            OptionalLong change = then == null ? OptionalLong.empty() : change(name, then, now);
            if (change.isPresent()) {
                changes.put(name, change.getAsLong());
            }
        });
        return new CounterRates(protocol, Duration.ofNanos(nanoTime - earlier.nanoTime), changes, gauges);
    }

    /** A counter that has gone back by less than half of its range has begun anew, and nobody knows what it lost. */
    private OptionalLong change(String name, long then, long now) {
        if (gauges.contains(name)) {
            return OptionalLong.of(now - then);
        }
        int unused = Long.SIZE - bits;
        long grown = (now - then) << unused >> unused; // modulo 2^bits: one that has come round goes on
        return grown < 0 ? OptionalLong.empty() : OptionalLong.of(grown);
    }

    /** A value as the system writes it, counters without a sign; empty if this system keeps none of this name. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> text(name, value));
    }

    private String text(String name, long value) {
        return gauges.contains(name) ? Long.toString(value) : Long.toUnsignedString(value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(protocol.toString()).append(':');
        values.forEach((name, value) -> {
            if (value != 0) {
                text.append(' ').append(name).append('=').append(text(name, value));
            }
        });
        return text.toString();
    }
}
