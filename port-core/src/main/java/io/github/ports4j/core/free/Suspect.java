package io.github.ports4j.core.free;

import io.github.ports4j.PlannedTermination;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import java.util.List;
import java.util.Optional;

/**
 * A process that is to be ended.
 *
 * @param info the process as users see it
 * @param facts what the system says of it
 * @param ports the planned ports for which; in order
 * @param otherPorts ports outside the plan that it holds too
 * @param descendant whether it is to be ended as the descendant of a holder, not as a holder
 */
record Suspect(
        ProcessInfo info,
        ProcessFacts facts,
        List<TransportPort> ports,
        List<TransportPort> otherPorts,
        boolean descendant) {
    PlannedTermination asPlanned(SignalLadder ladder) {
        List<PlannedTermination.Step> steps = ladder.rungs().stream()
                .map(rung -> new PlannedTermination.Step(rung, Rungs.skipped(facts, rung.signal())))
                .toList();
        return HostValues.plannedTermination(info, steps, otherPorts, note());
    }

    private Optional<String> note() {
        if (facts.state() == ProcessFacts.State.STOPPED) {
            return Optional.of("it is stopped, and gets CONT after the first signal");
        }
        return Rungs.frozen(facts);
    }
}
