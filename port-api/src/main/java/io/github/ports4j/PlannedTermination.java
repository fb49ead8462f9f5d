package io.github.ports4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One process that a {@link FreePlan} would signal. Immutable. */
public final class PlannedTermination {
    /**
     * One step of its ladder.
     *
     * @param rung the signal and its time
     * @param skipped why it would not be sent, such as that the process ignores it; empty if it would
     */
    public record Step(SignalLadder.Rung rung, Optional<String> skipped) {
        @Override
        public String toString() {
            return rung + skipped.map(why -> " (skipped: " + why + ")").orElse("");
        }
    }

    private final ProcessInfo process;
    private final List<Step> steps;
    private final List<TransportPort> otherPorts;
    private final Optional<String> note;

    PlannedTermination(ProcessInfo process, List<Step> steps, List<TransportPort> otherPorts, Optional<String> note) {
        this.process = process;
        this.steps = List.copyOf(steps);
        this.otherPorts = List.copyOf(otherPorts);
        this.note = note;
    }

    /** Who. */
    public ProcessInfo process() {
        return process;
    }

    /** The ladder, with the steps that it would skip. */
    public List<Step> steps() {
        return steps;
    }

    /** Ports outside the plan that it holds too and that would be lost with it. */
    public List<TransportPort> otherPorts() {
        return otherPorts;
    }

    /** What else is to be known, such as that it is stopped or frozen. */
    public Optional<String> note() {
        return note;
    }

    @Override
    public String toString() {
        return process + " gets " + steps.stream().map(Step::toString).collect(Collectors.joining(", "))
                + (otherPorts.isEmpty() ? "" : "; it also holds " + otherPorts)
                + note.map(text -> "; " + text).orElse("");
    }
}
