package io.github.ports4j.cli;

import io.github.ports4j.ProtocolCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    static void write(List<ProtocolCounters> readings, List<Change> changes, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginObject();
            writeValues(readings, json);
            json.name("since")
                    .beginObject()
                    .real("seconds", seconds(changes))
                    .name("changes")
                    .beginObject();
            for (Change change : changes) {
                write(change, json);
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

    private static void write(Change protocol, Json json) throws IOException {
        json.name(protocol.counters().protocol().toString()).beginObject();
        for (String name : protocol.counters().names()) {
            json.name(name)
                    .beginObject()
                    .field("change", protocol.change(name))
                    .real("perSecond", protocol.perSecond(name))
                    .endObject();
        }
        json.endObject();
    }

    private static OptionalDouble seconds(List<Change> changes) {
        Optional<Duration> elapsed = Change.elapsed(changes);
        return elapsed.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(elapsed.get().toNanos() / NANOS_PER_SECOND);
    }
}
