package io.github.ports4j;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of a ladder, taken or skipped.
 *
 * @param process who it was for
 * @param signal what was sent, or would have been
 * @param at when, counted from the start of the call
 * @param outcome what came of it
 * @param after how long after {@code at} the outcome was seen; empty for a step that was skipped
 * @param note what else was seen, such as that the process was stopped or frozen; a clause for people
 */
public record SignalAttempt(
        ProcessId process,
        Signal signal,
        Duration at,
        Outcome outcome,
        Optional<Duration> after,
        Optional<String> note) {
    /** What came of a step. Open: later versions may add constants. */
    public enum Outcome {
        /** The process ended within the step's time. */
        EXITED,
        /** The process was gone before the signal reached it. */
        ALREADY_GONE,
        /** The process let go of the port within the step's time and lives on. */
        LET_GO,
        /** The step's time passed and nothing had changed. */
        STILL_RUNNING,
        /** Not sent: the process ignores this signal, or had let go of the port before. */
        SKIPPED,
        /** Sent, and nothing waited for: {@link Signal#CONT}, or the call ended first. */
        SENT,
        /** The system did not permit it. */
        NOT_PERMITTED
    }

    /** Prints {@code TERM 4711 at 0 ms: exited after 212 ms}. */
    @Override
    public String toString() {
        return signal + " " + process.pid() + " at " + at.toMillis() + " ms: "
                + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + after.map(time -> " after " + time.toMillis() + " ms").orElse("")
                + note.map(text -> " (" + text + ")").orElse("");
    }
}
