package io.github.ports4j.cli;

import io.github.ports4j.FreePlan;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import java.io.IOException;

/** {@code ports free --dry-run} for people. */
final class PlanText {
    private PlanText() {}

    static void print(FreePlan plan, Output output) throws IOException {
        for (PlannedPort port : plan.ports()) {
            output.print(ResultLine.of(
                    output.line(), port.port().toString(), style(port), port.kind(), port.reason(), port.hint()));
        }
        for (PlannedTermination termination : plan.terminations()) {
            output.print("  " + termination);
        }
        if (!plan.terminations().isEmpty()) {
            output.say("a dry run: nothing was sent");
        }
    }

    /** Says before it is done who is going to be signalled. */
    static void announce(FreePlan plan, Output output) {
        for (PlannedTermination termination : plan.terminations()) {
            output.say(output.message().add(Style.FAINT, termination.toString()));
        }
    }

    private static Style style(PlannedPort port) {
        return switch (port.kind()) {
            case PLANNED -> Style.STRONG;
            case ALREADY_FREE -> Style.GOOD;
            case REFUSED, STILL_HELD -> Style.BAD;
        };
    }
}
