package io.github.ports4j.cli;

import java.io.IOException;
import java.util.List;

/** {@code ports kill} for people: one line per process. */
final class EndingText {
    private final boolean verbose;

    EndingText(boolean verbose) {
        this.verbose = verbose;
    }

    void print(List<Ending> endings, Output output) throws IOException {
        for (Ending ending : endings) {
            output.print(ResultLine.of(
                    output.line(),
                    "pid " + ending.pid(),
                    style(ending),
                    ending.kind(),
                    ending.reason(),
                    ending.hint()));
            if (verbose) {
                AttemptsText.print(ending.attempts(), output);
            }
        }
    }

    private static Style style(Ending ending) {
        return switch (ending.kind()) {
            case PLANNED -> Style.STRONG;
            case EXITED, ALREADY_GONE -> Style.GOOD;
            case REFUSED, STILL_RUNNING -> Style.BAD;
        };
    }
}
