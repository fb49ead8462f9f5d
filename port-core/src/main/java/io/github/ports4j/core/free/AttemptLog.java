package io.github.ports4j.core.free;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalAttempt.Outcome;
import io.github.ports4j.spi.HostClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was tried, in the order of time. One for each call. */
final class AttemptLog {
    private final HostClock clock;
    private final long start;
    private final List<Entry> entries = new ArrayList<>();

    AttemptLog(HostClock clock, long start) {
        this.clock = clock;
        this.start = start;
    }

    /** Time since the start of the call. */
    Duration now() {
        return Duration.ofNanos(clock.nanoTime() - start);
    }

    /** Begins a step whose outcome is not known yet. */
    Entry begin(ProcessId process, Signal signal, Optional<String> note) {
        Entry entry = new Entry(process, signal, now(), note);
        entries.add(entry);
        return entry;
    }

    /** All steps; those without an outcome yet were sent. */
    List<SignalAttempt> attempts() {
        return entries.stream().map(Entry::attempt).toList();
    }

    /** The steps for these processes. */
    List<SignalAttempt> attempts(Set<ProcessId> processes) {
        return attempts().stream()
                .filter(attempt -> processes.contains(attempt.process()))
                .toList();
    }

    /** One step. */
    final class Entry {
        private final ProcessId process;
        private final Signal signal;
        private final Duration at;
        private final Optional<String> note;
        private Outcome outcome = Outcome.SENT;
        private Optional<Duration> after = Optional.empty();

        private Entry(ProcessId process, Signal signal, Duration at, Optional<String> note) {
            this.process = process;
            this.signal = signal;
            this.at = at;
            this.note = note;
        }

        /** The outcome, seen now. */
        void end(Outcome seen) {
            outcome = seen;
            after = Optional.of(now().minus(at));
        }

        /** The outcome of a step that took no time. */
        void not(Outcome reason) {
            outcome = reason;
        }

        private SignalAttempt attempt() {
            return new SignalAttempt(process, signal, at, outcome, after, note);
        }
    }
}
