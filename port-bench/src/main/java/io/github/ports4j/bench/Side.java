package io.github.ports4j.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One of those who are compared. */
interface Side {
    /**
     * How long a side runs before it is measured: after an idle moment a processor was seen to take twice as long, and to need 100 ms to
     * get back into its stride.
     */
    long STRIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** As it stands in the table. */
    String name();

    /** Where its time is taken. */
    String measured();

    /** How much it finds; nothing is measured by this. */
    long answer() throws IOException, InterruptedException;

    /** Whether it does the same work with nothing around it, so that it is a bound for ours. */
    default boolean isFloor() {
        return false;
    }

    /** Whether it is part of what ours takes, so that ours is told as so many milliseconds more. */
    default boolean isPart() {
        return false;
    }

    /** One sample, in nanoseconds. */
    long sample() throws IOException, InterruptedException;
}
