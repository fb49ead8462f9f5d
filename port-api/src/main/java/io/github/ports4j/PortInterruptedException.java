package io.github.ports4j;

import java.util.List;

/** The thread was interrupted while it waited. Its interrupt flag is set again, and no further signal was sent. */
public final class PortInterruptedException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient List<SignalAttempt> attempts;

    /** Carries the steps that were taken before. */
    public PortInterruptedException(List<SignalAttempt> attempts) {
        super(
                attempts.isEmpty()
                        ? "interrupted; no signal was sent"
                        : "interrupted; no further signal was sent; before: " + attempts,
                null);
        this.attempts = List.copyOf(attempts);
    }

    /** Interrupted in something that sends no signals, such as {@code a scan}. */
    public PortInterruptedException(String what) {
        super("interrupted in " + what, null);
        this.attempts = List.of();
    }

    /** The steps that were taken before. */
    public List<SignalAttempt> attempts() {
        return attempts;
    }
}
