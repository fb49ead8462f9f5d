package io.github.ports4j.cli;

import io.github.ports4j.SignalAttempt;
import java.io.IOException;
import java.util.List;

/** Prints each step of each ladder, one per line. */
final class AttemptsText {
    private AttemptsText() {}

    static void print(List<SignalAttempt> attempts, Output output) throws IOException {
        for (SignalAttempt attempt : attempts) {
            output.print("  " + attempt);
        }
    }
}
