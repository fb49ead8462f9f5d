package io.github.ports4j;

import java.time.Duration;
import java.util.Optional;

/** How far a scan has come at one moment. Immutable; of two of one scan the later has never done less. */
public final class ScanProgress {
    private final long done;
    private final long total;
    private final long open;
    private final long probes;
    private final Duration elapsed;

    ScanProgress(long done, long total, long open, long probes, Duration elapsed) {
        this.done = done;
        this.total = total;
        this.open = open;
        this.probes = probes;
        this.elapsed = elapsed;
    }

    /** How many ports have their final state. */
    public long done() {
        return done;
    }

    /** How many ports there are in all; 0 until the names of hosts are resolved. */
    public long total() {
        return total;
    }

    /** How many open ones have been found. */
    public long open() {
        return open;
    }

    /** How many attempts have been made; a port may take several. */
    public long probes() {
        return probes;
    }

    /** The time since the start. */
    public Duration elapsed() {
        return elapsed;
    }

    /** The time that the rest takes if it goes on as it did so far; empty as long as that can't be told. */
    public Optional<Duration> remaining() {
        if (done == 0 || total == 0) {
            return Optional.empty();
        }
        double each = (double) elapsed.toNanos() / done;
        return Optional.of(Duration.ofNanos((long) (each * (total - done))));
    }

    @Override
    public String toString() {
        return done + " of " + total + " ports, " + open + " open, " + probes + " probes in " + elapsed.toMillis()
                + " ms";
    }
}
