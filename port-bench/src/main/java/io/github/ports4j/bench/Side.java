package io.github.ports4j.bench;

import java.io.IOException;

/** One of those who are compared. */
interface Side {
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
