package io.github.ports4j.cli;

import io.github.ports4j.FreeResult;
import java.io.IOException;
import java.util.List;

/** {@code ports free} for people: the result in one line, and who has the port where it is not free. */
final class FreeResultText {
    private final boolean verbose;

    FreeResultText(boolean verbose) {
        this.verbose = verbose;
    }

    void print(List<FreeResult> results, Output output) throws IOException {
        for (FreeResult result : results) {
            output.print(ResultLine.of(
                    output.line(),
                    result.port().toString(),
                    result.isFree() ? Style.GOOD : Style.BAD,
                    result.kind(),
                    result.reason(),
                    result.hint()));
            if (!result.isFree() && saysMore(result)) {
                output.print(ReportText.headline(result.report(), output.line().add("  now: ")));
            }
            if (verbose) {
                AttemptsText.print(result.attempts(), output);
            }
        }
    }

    /** Where nobody is to be seen, the report often has no other words than the result. */
    private static boolean saysMore(FreeResult result) {
        return !result.report().holders().isEmpty() || !result.report().reason().equals(result.reason());
    }
}
