package io.github.ports4j.testkit;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import java.time.Duration;

/**
 * A signal that a fake host was asked to send, and permitted.
 *
 * @param at the time on the host's clock, counted from its making
 * @param process to whom
 * @param signal which
 */
public record SentSignal(Duration at, ProcessId process, Signal signal) {
    @Override
    public String toString() {
        return signal + " to " + process + " at " + at.toMillis() + " ms";
    }
}
