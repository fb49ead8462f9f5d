package io.github.ports4j.core.free;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Refusal;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link FreePlan} that was made from an assessment, and is assessed again before it is executed. */
final class AssessedPlan implements FreePlan {
    private final HostProvider host;
    private final FreeSettings settings;
    private final Assessment assessment;

    AssessedPlan(HostProvider host, FreeSettings settings, Assessment assessment) {
        this.host = host;
        this.settings = settings;
        this.assessment = assessment;
    }

    @Override
    public List<PlannedPort> ports() {
        return assessment.plannedPorts();
    }

    @Override
    public List<PlannedTermination> terminations() {
        return assessment.plannedTerminations(settings);
    }

    @Override
    public List<FreeResult> execute() {
        long start = host.clock().nanoTime();
        List<TransportPort> ports = List.copyOf(assessment.verdicts().keySet());
        Assessment now = Assessment.of(host, ports, settings);
        return new FreeRun(host, settings, now.with(changes(now)), start).run();
    }

    /** The ports whose holders are to be signalled now and were not when the plan was made. */
    private Map<TransportPort, Verdict> changes(Assessment now) {
        Map<TransportPort, Verdict> changes = new LinkedHashMap<>();
        now.verdicts().forEach((port, verdict) -> {
            Verdict planned = assessment.verdicts().get(port);
            if (verdict.planned() && planned != null) {
                stranger(planned, verdict)
                        .ifPresent(other -> changes.put(
                                port,
                                Verdict.refused(
                                        verdict.report(),
                                        Refusal.CHANGED,
                                        "now " + other + " holds it, who was not in the plan",
                                        Optional.of("make a new plan"))));
            }
        });
        return changes;
    }

    /** A holder of now that the plan does not name and that holds the port by another socket than those planned for. */
    private static Optional<ProcessInfo> stranger(Verdict planned, Verdict now) {
        if (!planned.planned()) {
            return now.report().holders().stream().findFirst();
        }
        return now.report().holders().stream()
                .filter(holder -> !planned.holders().contains(holder.id()))
                .filter(holder -> now.report().sockets(holder.id()).stream().noneMatch(planned::holdsBy))
                .findFirst();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        Stream.concat(ports().stream(), terminations().stream()).forEach(each -> lines.add(each.toString()));
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }
}
