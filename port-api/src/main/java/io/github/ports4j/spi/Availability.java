package io.github.ports4j.spi;

import java.util.Optional;

/** Whether a provider can work on this host, and if not, why. Immutable. */
public final class Availability {
    private static final Availability AVAILABLE = new Availability(Optional.empty(), Optional.empty());

    private final Optional<String> reason;
    private final Optional<Throwable> cause;

    private Availability(Optional<String> reason, Optional<Throwable> cause) {
        this.reason = reason;
        this.cause = cause;
    }

    /** It can. */
    public static Availability available() {
        return AVAILABLE;
    }

    /** It can't, for this reason: one sentence. */
    public static Availability unavailable(String reason) {
        return new Availability(Optional.of(reason), Optional.empty());
    }

    /** It can't, for this reason, which was found out by this failure. */
    public static Availability unavailable(String reason, Throwable cause) {
        return new Availability(Optional.of(reason), Optional.of(cause));
    }

    /** Tells whether the provider can work here. */
    public boolean isAvailable() {
        return reason.isEmpty();
    }

    /** Why not; empty if it can. */
    public Optional<String> reason() {
        return reason;
    }

    /** What was thrown when it was tried; empty if it can, or nothing was. */
    public Optional<Throwable> cause() {
        return cause;
    }

    @Override
    public String toString() {
        return reason.map(why -> "unavailable: " + why).orElse("available");
    }
}
