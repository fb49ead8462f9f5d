package io.github.ports4j.macos.standin;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Until when a test waits for what comes without being told. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline ofSeconds(int seconds) {
        return new Deadline(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
    }

    /** A moment, or an error when it is over. */
    void pause() {
        if (System.nanoTime() - end > 0) {
            throw new AssertionError("it did not come in time");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
}
