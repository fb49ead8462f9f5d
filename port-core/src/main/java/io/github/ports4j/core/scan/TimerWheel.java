package io.github.ports4j.core.scan;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Deadlines of slots, each of which has one or none: a wheel of lists, one for each tick of time. To set and to clear a deadline costs
 * the same however many there are. Used by one thread.
 */
final class TimerWheel {
    private static final int SPOKES = 1024; // a power of two
    private static final long TICK = 1 << 21; // nanoseconds: 2.1 ms
    private static final int NONE = -1;

    private final int[] heads = new int[SPOKES];
    private final int[] next;
    private final int[] previous; // -2 - spoke for the first of its list
    private final long[] deadlines;
    private final long origin;
    private long tick;
    private int count;

    TimerWheel(int slots, long now) {
        next = new int[slots];
        previous = new int[slots];
        deadlines = new long[slots];
        origin = now;
        Arrays.fill(heads, NONE);
        Arrays.fill(previous, NONE);
    }

    /** Sets the deadline of a slot that has none. */
    void set(int slot, long deadline) {
        deadlines[slot] = deadline;
        int spoke = (int) (tickOf(deadline) & (SPOKES - 1));
        int head = heads[spoke];
        next[slot] = head;
        previous[slot] = -2 - spoke;
        if (head != NONE) {
            previous[head] = slot;
        }
        heads[spoke] = slot;
        count++;
    }

    /** The first tick by which the deadline is over; one in the past is due with the next tick. */
    private long tickOf(long deadline) {
        return Math.max(tick + 1, (deadline - origin + TICK - 1) / TICK);
    }

    /** Clears the deadline of a slot that has one. */
    void clear(int slot) {
        int before = previous[slot];
        int after = next[slot];
        if (before <= -2) {
            heads[-2 - before] = after;
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
        previous[slot] = NONE;
        count--;
    }

    /** Clears each deadline that is over, and tells its slot. */
    void expire(long now, IntConsumer expired) {
        long until = (now - origin) / TICK;
        if (until - tick > SPOKES) {
            tick = until - SPOKES; // each list once
        }
        while (tick < until) {
            tick++;
            int slot = heads[(int) (tick & (SPOKES - 1))];
            while (slot != NONE) {
                int after = next[slot];
                if (deadlines[slot] <= now) {
                    clear(slot);
                    expired.accept(slot);
                }
                slot = after;
            }
        }
    }

    /** How long until the next look is worth while, at most {@code atMost}: nanoseconds, not negative. */
    long untilNext(long now, long atMost) {
        if (count == 0) {
            return atMost;
        }
        long end = (now + atMost - origin) / TICK;
        for (long at = tick + 1; at <= end && at <= tick + SPOKES; at++) {
            if (heads[(int) (at & (SPOKES - 1))] != NONE) {
                return Math.min(atMost, Math.max(0, origin + at * TICK - now));
            }
        }
        return atMost;
    }
}
