package io.github.ports4j.cli;

import io.github.ports4j.CounterRates;
import io.github.ports4j.ProtocolCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

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

    void printRates(List<CounterRates> changes, Output output) throws IOException {
        TextTable table = new TextTable(List.of("PROTOCOL", "COUNTER", "CHANGE", "PER-SECOND"));
        int leftOut = 0;
        for (CounterRates rates : changes) {
            for (String name : rates.names()) {
                long change = rates.change(name).orElseThrow();
                if (all || change != 0) {
                    table.add(List.of(
                            rates.protocol().toString(), name, Long.toString(change), rate(rates.perSecond(name))));
                } else {
                    leftOut++;
                }
            }
        }
        table.print(output);
        if (!changes.isEmpty()) {
            output.say("between the readings: " + seconds(changes.get(0).elapsed()));
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
