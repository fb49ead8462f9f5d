package io.github.ports4j.cli;

import java.io.IOException;

/** {@code ports kill} for people: one line per process, and with {@code --verbose} each step. */
final class EndingText {
    private EndingText() {}

    static void print(Ending ending, boolean verbose, Output output) throws IOException {
        output.print(ResultLine.of(
                output.line(), "pid " + ending.pid(), style(ending), ending.kind(), ending.reason(), ending.hint()));
        if (verbose) {
            AttemptsText.print(ending.attempts(), output);
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
