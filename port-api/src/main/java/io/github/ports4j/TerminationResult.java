package io.github.ports4j;

import java.util.List;
import java.util.Optional;

/** What came of {@link ProcessTerminator#terminate}. Immutable. */
public final class TerminationResult {
    /** The outcomes. This set is final. */
    public enum Kind {
        /** The process is gone. */
        EXITED,
        /** It was gone before the first signal. */
        ALREADY_GONE,
        /** No signal was sent. */
        REFUSED,
        /** The whole ladder was climbed and it is still there. */
        STILL_RUNNING
    }

    private final ProcessId process;
    private final Kind kind;
    private final List<SignalAttempt> attempts;
    private final String reason;
    private final Optional<String> hint;
    private final Optional<Refusal> refusal;

    TerminationResult(
            ProcessId process,
            Kind kind,
            List<SignalAttempt> attempts,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal) {
        this.process = process;
        this.kind = kind;
        this.attempts = List.copyOf(attempts);
        this.reason = reason;
        this.hint = hint;
        this.refusal = refusal;
    }

    /** Which process. */
    public ProcessId process() {
        return process;
    }

    /** The outcome. */
    public Kind kind() {
        return kind;
    }

    /** Each step of the ladder, in the order of time. */
    public List<SignalAttempt> attempts() {
        return attempts;
    }

    /** One sentence, never empty. */
    public String reason() {
        return reason;
    }

    /** What a person can do, where there is something. */
    public Optional<String> hint() {
        return hint;
    }

    /** Why it was refused; empty unless {@link Kind#REFUSED}. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public String toString() {
        return process + " " + kind + ": " + reason
                + hint.map(text -> "; " + text).orElse("");
    }
}
