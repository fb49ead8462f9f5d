package io.github.ports4j;

import java.time.Duration;

/** What was waited for did not come in time. */
public final class PortTimeoutException extends PortException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;

    /**
     * Describes what did not come.
     *
     * @param what what was waited for and what was seen last, such as {@code db:5432 to take a connection; at last 10.0.0.1: it
     *     refused}
     * @param waited how long
     */
    public PortTimeoutException(String what, Duration waited) {
        super("waited " + Durations.format(waited) + " for " + what, null);
        this.waited = waited;
    }

    /** How long was waited. */
    public Duration waited() {
        return waited;
    }
}
