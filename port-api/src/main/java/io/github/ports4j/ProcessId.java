package io.github.ports4j;

import java.time.Instant;

/**
 * A process, and no other that comes after it under the same number: pid and start time. Immutable.
 *
 * <p>Equality compares the pid and the kernel's own record of the start (on Linux field 22 of {@code /proc/PID/stat}), not
 * {@link #startTime()}, which is for people.
 */
public final class ProcessId {
    private final long pid;
    private final long startToken;
    private final Instant startTime;

    ProcessId(long pid, long startToken, Instant startTime) {
        this.pid = pid;
        this.startToken = startToken;
        this.startTime = startTime;
    }

    /** The pid, as seen from this process' pid namespace; positive. */
    public long pid() {
        return pid;
    }

    /** The kernel's record of the start, comparable only for equality and only on one boot of one host. */
    public long startToken() {
        return startToken;
    }

    /** When the process started, for display: it moves by some milliseconds between readings where the clock is corrected. */
    public Instant startTime() {
        return startTime;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessId id && pid == id.pid && startToken == id.startToken;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid * 31 + startToken);
    }

    @Override
    public String toString() {
        return "pid " + pid;
    }
}
