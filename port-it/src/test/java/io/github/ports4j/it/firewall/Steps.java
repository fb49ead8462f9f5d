package io.github.ports4j.it.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * What a process changes outside of itself, counted: at one such point it stops, to be killed there, or a program is made to fail. To look
 * at something changes nothing, so that to be killed after it is to be killed before it.
 */
final class Steps {
    private final int stopAt;
    private final int failAt;
    private boolean counting;
    private boolean atBeginning;
    private int points;
    private int changes;

    private Steps(int stopAt, int failAt) {
        this.stopAt = stopAt;
        this.failAt = failAt;
    }

    /** Stops at the point of this number, which begin with 1. */
    static Steps stoppingAt(int point) {
        return new Steps(point, 0);
    }

    /** Has the change of this number fail that a program makes. */
    static Steps failingAt(int change) {
        return new Steps(0, change);
    }

    /** Only counts. */
    static Steps counting() {
        return new Steps(0, 0);
    }

    /**
     * Begins to count.
     *
     * @param before whether there is a point before the first change, too
     */
    void begin(boolean before) {
        counting = true;
        atBeginning = before;
        points = 0;
        changes = 0;
    }

    /** Counts no more: nothing stops or fails. */
    void end() {
        counting = false;
    }

    /** How many points there were. */
    int points() {
        return points;
    }

    /** Makes a change, and then is at a point. */
    <T> T change(String what, Supplier<T> making) {
        if (atBeginning) {
            point("before " + what);
            atBeginning = false;
        }
        T result = making.get();
        point("after " + what);
        return result;
    }

    /** Whether the change that is about to be made has to fail. */
    boolean fails() {
        if (counting) {
            changes++;
        }
        return counting && changes == failAt;
    }

    /** A point between two steps. */
    void point(String where) {
        if (counting && ++points == stopAt) {
            System.out.println("stopped " + where);
            try {
                System.in.read(); // nobody writes: until it is killed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("it was not killed " + where);
        }
    }
}
