package io.github.ports4j.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The JVM's own clock. */
enum SystemClock implements HostClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
