package io.github.ports4j.core.scan;

/**
 * How many refusals a host may still send now, if it is as sparing with ICMP as Linux is by itself: six at once, and one more each second
 * to the same address. A host that sends more than that is not. Used by one thread.
 *
 * @see "icmp(7): icmp_ratelimit, icmp_ratemask; net/ipv4/inetpeer.c: inet_peer_xrlim_allow() of Linux 6.1"
 */
final class IcmpAllowance {
    private static final double MOST = 6;
    private static final double PER_SECOND =
            0.97; // a little less than the host's own, so that none is asked for too early
    private static final double SURPLUS = 3;

    private double left = MOST;
    private long at;
    private boolean generous;
    private boolean refuses;

    IcmpAllowance(long now) {
        at = now;
    }

    /** A refusal came. */
    void refused(long now) {
        refill(now);
        left--;
        refuses = true;
        generous |= left < -SURPLUS;
    }

    /**
     * How long until one more refusal is to be had: nanoseconds, 0 for now.
     *
     * @param underWay questions that may still be refused
     */
    long delay(long now, int underWay) {
        if (generous || !refuses) {
            return 0;
        }
        refill(now);
        double missing = 1 + underWay - left;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / PER_SECOND * 1e9);
    }

    private void refill(long now) {
        left = Math.min(MOST, left + (now - at) / 1e9 * PER_SECOND);
        at = now;
    }
}
