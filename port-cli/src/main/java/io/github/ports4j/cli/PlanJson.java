package io.github.ports4j.cli;

import io.github.ports4j.FreePlan;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.util.List;

/** {@code ports free --dry-run --json}: the document of {@code free}, with what would be done instead of what was. */
final class PlanJson {
    private PlanJson() {}

    static void write(FreePlan plan, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginArray();
            for (PlannedPort port : plan.ports()) {
                write(port, plan, json);
            }
            json.endArray();
        }
    }

    private static void write(PlannedPort port, FreePlan plan, Json json) throws IOException {
        json.beginObject()
                .field("port", port.port().number())
                .field("protocol", port.port().protocol().toString())
                .field("kind", port.kind().name())
                .field("reason", port.reason())
                .field("hint", port.hint())
                .unknown("freedAfterMillis")
                .unknown("strictlyBindable")
                .name("attempts")
                .beginArray()
                .endArray()
                .name("terminations")
                .beginArray();
        for (PlannedTermination termination : plan.terminations()) {
            if (port.kind() == PlannedPort.Kind.PLANNED && concerns(termination, port, plan.ports())) {
                write(termination, json);
            }
        }
        json.endArray().endObject();
    }

    /** A holder of the port does, and so does a descendant of holders, which holds none itself. */
    private static boolean concerns(PlannedTermination termination, PlannedPort port, List<PlannedPort> all) {
        return holds(termination, port) || all.stream().noneMatch(other -> holds(termination, other));
    }

    private static boolean holds(PlannedTermination termination, PlannedPort port) {
        return port.report().holders().stream()
                .map(ProcessInfo::id)
                .anyMatch(termination.process().id()::equals);
    }

    private static void write(PlannedTermination termination, Json json) throws IOException {
        json.beginObject()
                .field("pid", termination.process().id().pid())
                .field("name", termination.process().name())
                .name("steps")
                .beginArray();
        for (PlannedTermination.Step step : termination.steps()) {
            json.beginObject()
                    .field("signal", step.rung().signal().name())
                    .field("graceMillis", step.rung().grace().toMillis())
                    .field("skipped", step.skipped())
                    .endObject();
        }
        json.endArray().name("otherPorts").beginArray();
        for (TransportPort other : termination.otherPorts()) {
            json.value(other.toString());
        }
        json.endArray().field("note", termination.note()).endObject();
    }
}
