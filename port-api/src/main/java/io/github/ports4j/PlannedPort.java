package io.github.ports4j;

import java.util.Optional;

/** What a {@link FreePlan} would do to one port. Immutable. */
public final class PlannedPort {
    /** What would happen. This set is final. */
    public enum Kind {
        /** Its holders would be signalled. */
        PLANNED,
        /** It is free. */
        ALREADY_FREE,
        /** Nobody would be signalled, because one holder may not be. */
        REFUSED,
        /** Nobody can be signalled: what is in the way is no holder. */
        STILL_HELD
    }

    private final Kind kind;
    private final PortReport report;
    private final String reason;
    private final Optional<String> hint;
    private final Optional<Refusal> refusal;

    PlannedPort(Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {
        this.kind = kind;
        this.report = report;
        this.reason = reason;
        this.hint = hint;
        this.refusal = refusal;
    }

    /** Which port. */
    public TransportPort port() {
        return report.port();
    }

    /** What would happen. */
    public Kind kind() {
        return kind;
    }

    /** The port as it was when the plan was made. */
    public PortReport report() {
        return report;
    }

    /** One sentence, never empty. */
    public String reason() {
        return reason;
    }

    /** What a person can do, where there is something. */
    public Optional<String> hint() {
        return hint;
    }

    /** Why it is refused; empty unless {@link Kind#REFUSED}. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public String toString() {
        return port() + " " + kind + ": " + reason
                + hint.map(text -> "; " + text).orElse("");
    }
}
