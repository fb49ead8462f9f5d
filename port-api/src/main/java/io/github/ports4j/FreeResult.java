package io.github.ports4j;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of freeing one port. Immutable. */
public final class FreeResult {
    /** The outcomes. This set is final. */
    public enum Kind {
        /** Nobody held it. */
        ALREADY_FREE,
        /** Its holders let go of it, and that was verified. */
        FREED,
        /** It was free, and somebody took it again. */
        RESPAWNED,
        /** Nobody was signalled, or not further: a holder may not be. */
        REFUSED,
        /** It is still held, or can't be bound. */
        STILL_HELD
    }

    private final Kind kind;
    private final PortReport report;
    private final String reason;
    private final Optional<String> hint;
    private final Optional<Refusal> refusal;
    private final Optional<Duration> freedAfter;
    private final Optional<Boolean> strictlyBindable;
    private final List<SignalAttempt> attempts;

    FreeResult(
            Kind kind,
            PortReport report,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal,
            Optional<Duration> freedAfter,
            Optional<Boolean> strictlyBindable,
            List<SignalAttempt> attempts) {
        this.kind = kind;
        this.report = report;
        this.reason = reason;
        this.hint = hint;
        this.refusal = refusal;
        this.freedAfter = freedAfter;
        this.strictlyBindable = strictlyBindable;
        this.attempts = List.copyOf(attempts);
    }

    /** Which port. */
    public TransportPort port() {
        return report.port();
    }

    /** The outcome. */
    public Kind kind() {
        return kind;
    }

    /** The port as it was seen last: free where it was freed, with its holders where it is held. */
    public PortReport report() {
        return report;
    }

    /** One sentence, never empty. */
    public String reason() {
        return reason;
    }

    /** What a person can do, such as {@code systemctl stop shop.service}, where there is something. */
    public Optional<String> hint() {
        return hint;
    }

    /** Why it was refused; empty unless {@link Kind#REFUSED}. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** The time from the start of the call until the port was verified free; empty if it never was, or had been before. */
    public Optional<Duration> freedAfter() {
        return freedAfter;
    }

    /**
     * Whether the port could be bound without {@code SO_REUSEADDR} when it was verified free. False while connections of the
     * former holder linger. Empty where it was not tried or not permitted.
     */
    public Optional<Boolean> strictlyBindable() {
        return strictlyBindable;
    }

    /** Each step of each ladder climbed for this port, in the order of time. */
    public List<SignalAttempt> attempts() {
        return attempts;
    }

    /** Tells whether nobody holds the port: {@link Kind#FREED} or {@link Kind#ALREADY_FREE}. */
    public boolean isFree() {
        return kind == Kind.FREED || kind == Kind.ALREADY_FREE;
    }

    /**
     * This result if the port is free.
     *
     * @throws NotPermittedException if it is not for want of a permission
     * @throws PortHeldException if it is not for any other reason
     */
    public FreeResult orThrow() {
        if (isFree()) {
            return this;
        }
        if (refusal.isPresent() && refusal.get() == Refusal.NOT_PERMITTED) {
            throw new NotPermittedException(this);
        }
        throw new PortHeldException(this);
    }

    @Override
    public String toString() {
        return port() + " " + kind + ": " + reason
                + hint.map(text -> "; " + text).orElse("");
    }
}
