package io.github.ports4j.cli;

import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of the two commands that end processes. */
final class EndingOptions {
    static final String DRY_RUN = "--dry-run";
    private static final String LADDER = "--ladder";
    private static final String ALLOW = "--allow";

    private EndingOptions() {}

    static void describe(CommandSpec spec) {
        List<String> kinds =
                Arguments.liftable().stream().map(Protection::label).toList();
        spec.addOption(Syntax.flag(DRY_RUN, "Only show who would get which signal; nothing is sent."))
                .addOption(Syntax.option(
                        LADDER,
                        "LADDER",
                        "The signals, in order, and how long each may take; " + SignalLadder.standard()
                                + " if not given."))
                .addOption(Syntax.options(
                        ALLOW,
                        "KIND",
                        kinds,
                        "End a process although it is protected as one of: " + String.join(", ", kinds) + "."));
    }

    static boolean dryRun(Invocation call) {
        return call.has(DRY_RUN);
    }

    static Optional<SignalLadder> ladder(Invocation call) {
        return call.value(LADDER).map(Arguments::ladder);
    }

    static List<Protection> allowed(Invocation call) {
        return Arguments.protections(call.values(ALLOW));
    }
}
