package io.github.ports4j.core.free;

import io.github.ports4j.Signal;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import java.util.Optional;

/** Which steps of a ladder can't do anything to a process, and why. */
final class Rungs {
    private Rungs() {}

    /** Why a signal would do nothing; empty if it would do something. */
    static Optional<String> skipped(ProcessFacts facts, Signal signal) {
        if (signal == Signal.KILL) {
            return Optional.empty();
        }
        if (facts.ignored().contains(signal)) {
            return Optional.of("it ignores " + signal);
        }
        if (facts.firstOfNamespace() && !facts.caught().contains(signal)) {
            return Optional.of("it is the first process of a pid namespace and has no handler for " + signal);
        }
        return Optional.empty();
    }

    /** What being frozen does to signals; empty if it is not. */
    static Optional<String> frozen(ProcessFacts facts) {
        return switch (facts.freezer()) {
            case THAWED -> Optional.empty();
            case NO_SIGNALS ->
                Optional.of("it is frozen by the cgroup v1 freezer, and no signal reaches it, not even KILL");
            case NO_HANDLERS -> Optional.of("it is frozen in cgroup v2; its handlers do not run until it is thawed");
        };
    }

    /** Whether no signal reaches it. */
    static boolean unreachable(ProcessFacts facts) {
        return facts.freezer() == Freezer.NO_SIGNALS;
    }
}
