package io.github.ports4j.cli;

import io.github.ports4j.ProtocolCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** {@code ports stats} for people: one row per value. */
final class StatsText {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NONE = "-";

    private final boolean all;

    /**
     * A text.
     *
     * @param all whether values that are 0 are shown as well
     */
    StatsText(boolean all) {
        this.all = all;
    }

    void print(List<ProtocolCounters> readings, Output output) throws IOException {
        TextTable table = new TextTable(List.of("PROTOCOL", "COUNTER", "VALUE"));
        int leftOut = 0;
        for (ProtocolCounters counters : readings) {
            for (String name : counters.names()) {
                if (all || counters.get(name).orElseThrow() != 0) {
                    table.add(List.of(
                            counters.protocol().toString(),
                            name,
                            counters.text(name).orElseThrow()));
                } else {
                    leftOut++;
                }
            }
        }
        table.print(output);
        if (leftOut > 0) {
            output.say("left out: " + count(leftOut) + " 0; --all shows them");
        }
    }

    void printChanges(List<Change> changes, Output output) throws IOException {
        TextTable table = new TextTable(List.of("PROTOCOL", "COUNTER", "CHANGE", "PER-SECOND"));
        int leftOut = 0;
        int unknown = 0;
        for (Change protocol : changes) {
            for (String name : protocol.counters().names()) {
                OptionalLong change = protocol.change(name);
                unknown += change.isEmpty() ? 1 : 0;
                if (all || (change.isPresent() && change.getAsLong() != 0)) {
                    table.add(List.of(
                            protocol.counters().protocol().toString(),
                            name,
                            change.isPresent() ? Long.toString(change.getAsLong()) : NONE,
                            rate(protocol.perSecond(name))));
                } else if (change.isPresent()) {
                    leftOut++;
                }
            }
        }
        table.print(output);
        Change.elapsed(changes).ifPresent(time -> output.say("between the readings: " + seconds(time)));
        if (unknown > 0) {
            output.say("not known: the change of " + (unknown == 1 ? "1 value" : unknown + " values")
                    + ", set back or new between the readings");
        }
        if (leftOut > 0) {
            output.say("left out: " + count(leftOut) + " without change; --all shows them");
        }
    }

    private static String count(int values) {
        return values == 1 ? "1 value that is" : values + " values that are";
    }

    private static String rate(OptionalDouble perSecond) {
        return perSecond.isPresent() ? Units.rate(perSecond.getAsDouble()) : NONE;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / NANOS_PER_SECOND);
    }
}
