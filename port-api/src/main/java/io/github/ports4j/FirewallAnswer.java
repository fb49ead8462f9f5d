package io.github.ports4j;

/** Whether a new connection to a port would be let in. Immutable. */
public final class FirewallAnswer {
    /** The answers. This set is final. */
    public enum Kind {
        /** Every one would be let in by this host's filter. */
        OPEN,
        /** None would. */
        CLOSED,
        /** It depends on what was not said, or the filter holds something that is not understood. */
        UNKNOWN
    }

    private final Kind kind;
    private final String reason;

    FirewallAnswer(Kind kind, String reason) {
        this.kind = kind;
        this.reason = reason;
    }

    /** The answer. */
    public Kind kind() {
        return kind;
    }

    /** Why, in one sentence: the rule that decides, what is not understood. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return kind + ": " + reason;
    }
}
