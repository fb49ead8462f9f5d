package io.github.ports4j.spi;

import java.time.Duration;
import java.time.Instant;

/** The clock of a host; a fake host has one that a test moves. */
public interface HostClock {
    /** Nanoseconds since an arbitrary point, never going back; only differences mean anything. */
    long nanoTime();

    /** The time of day. */
    Instant now();

    /**
     * Lets this much time pass.
     *
     * @throws InterruptedException if the thread is interrupted before or meanwhile
     */
    void pause(Duration time) throws InterruptedException;

    /** The clock of this JVM. */
    static HostClock system() {
        return SystemClock.INSTANCE;
    }
}
