package io.github.ports4j;

import io.github.ports4j.spi.HostClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands until it is moved. */
final class ManualClock implements HostClock {
    private Duration passed = Duration.ZERO;

    @Override
    public long nanoTime() {
        return Long.MAX_VALUE - 1 + passed.toNanos(); // comes round soon, as it may
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed);
    }

    @Override
    public void pause(Duration time) {
        passed = passed.plus(time);
    }
}
