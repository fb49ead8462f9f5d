package io.github.ports4j.core.scan;

/**
 * What is done when there is no descriptor, no local port or no memory for an attempt: fewer are made at once from then on, and more again
 * little by little. If none at all can be made, there is a pause and another try, for as long as there is patience. Times are
 * nanoseconds. Used by one thread.
 */
final class Shortage {
    private static final long PAUSE = 5_000_000;
    private static final long PATIENCE = 1_000_000_000;

    private final int most;
    private double limit;
    private long since;
    private long pausedUntil;
    private boolean lasting;

    /**
     * None yet.
     *
     * @param most how many attempts may be under way at once
     */
    Shortage(int most) {
        this.most = most;
        limit = most;
    }

    /** Whether one more attempt may be under way beside so many. */
    boolean hasRoom(int underWay) {
        return underWay < (int) limit;
    }

    /** How long until the next attempt is worth while: 0 for now. */
    long delay(long now) {
        return lasting ? Math.max(0, pausedUntil - now) : 0;
    }

    /** An attempt could be made. */
    void end() {
        lasting = false;
        limit = Math.min(most, limit + 0.1);
    }

    /**
     * An attempt could not be made.
     *
     * @param underWay how many others are
     * @param patiently whether to wait for it to end if it lasts
     * @return whether the attempt is to be made again; else nothing is left but to tell
     */
    boolean meet(long now, int underWay, boolean patiently) {
        if (underWay > 0) {
            limit = Math.max(1, underWay * 0.75);
            return true;
        }
        if (!lasting) {
            lasting = true;
            since = now;
        }
        boolean again = now - since <= (patiently ? PATIENCE : PAUSE);
        pausedUntil = again ? now + PAUSE : now;
        return again;
    }

    /** It is looked at anew, as if it had not lasted. */
    void forget() {
        lasting = false;
    }
}
