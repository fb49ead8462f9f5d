package io.github.ports4j.cli;

import io.github.ports4j.CounterRates;
import io.github.ports4j.ProtocolCounters;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** {@code ports stats --json}. */
final class StatsJson {
    private static final double NANOS_PER_SECOND = 1e9;

    private StatsJson() {}

    static void write(List<ProtocolCounters> readings, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginObject();
            writeValues(readings, json);
            json.endObject();
        }
    }

    /** The values of the later reading, and what changed. */
    static void write(List<ProtocolCounters> readings, List<CounterRates> changes, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginObject();
            writeValues(readings, json);
            json.name("since")
                    .beginObject()
                    .real("seconds", seconds(changes))
                    .name("changes")
                    .beginObject();
            for (CounterRates rates : changes) {
                write(rates, json);
            }
            json.endObject().endObject().endObject();
        }
    }

    private static void writeValues(List<ProtocolCounters> readings, Json json) throws IOException {
        for (ProtocolCounters counters : readings) {
            json.name(counters.protocol().toString()).beginObject();
            for (String name : counters.names()) {
                long value = counters.get(name).orElseThrow();
                if (counters.isGauge(name)) {
                    json.field(name, value);
                } else {
                    json.unsigned(name, value);
                }
            }
            json.endObject();
        }
    }

    private static void write(CounterRates rates, Json json) throws IOException {
        json.name(rates.protocol().toString()).beginObject();
        for (String name : rates.names()) {
            json.name(name)
                    .beginObject()
                    .field("change", rates.change(name))
                    .real("perSecond", rates.perSecond(name))
                    .endObject();
        }
        json.endObject();
    }

    /** All were read one right after the other, so that the first stands for all. */
    private static OptionalDouble seconds(List<CounterRates> changes) {
        return changes.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(changes.get(0).elapsed().toNanos() / NANOS_PER_SECOND);
    }
}
