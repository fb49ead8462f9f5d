package io.github.ports4j.core.scan;

/**
 * A token bucket in front of the attempts: evenly spread, and what was missed because the thread did not run is caught up with for
 * 40 milliseconds only, so that in no second there are more than 4 % too many. Used by one thread.
 */
final class Pacer {
    private static final long SLACK = 40_000_000; // nanoseconds

    private final long interval;
    private long next;

    /**
     * A pacer.
     *
     * @param perSecond attempts per second; 0 for as many as go
     */
    Pacer(int perSecond, long now) {
        interval = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        next = now;
    }

    /** How long until the next attempt may begin: nanoseconds, 0 for at once. */
    long delay(long now) {
        return interval == 0 ? 0 : Math.max(0, next - now);
    }

    /** An attempt begins. */
    void take(long now) {
        if (interval != 0) {
            next = Math.max(next, now - Math.max(SLACK, interval)) + interval;
        }
    }
}
