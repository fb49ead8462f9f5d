package io.github.ports4j.testkit;

import io.github.ports4j.spi.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The clock of a fake host. It stands still until somebody waits or {@link #advance} is called; then it moves at once, and
 * what is due on the way happens in order. While it is {@linkplain #hold held}, only {@code advance} moves it. Safe for use by many
 * threads.
 */
public final class FakeClock implements HostClock {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** How often who waits while it is held looks whether what it waits for has come about by other means than time. */
    private static final long LOOK_AGAIN_MILLIS = 5;

    private record Event(long at, long order, Runnable action) {}

    private final Object lock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long nanos;
    private long order;
    private int holds;

    FakeClock(Object lock) {
        this.lock = lock;
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    @Override
    public Instant now() {
        return EPOCH.plus(elapsed());
    }

    /** The time since the host was made. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    /**
     * From now on, until {@link #release} has been called as often, whoever waits does so until another thread moves the clock or
     * releases it: so a test has what runs in the background where it wants it.
     */
    public void hold() {
        synchronized (lock) {
            holds++;
        }
    }

    /**
     * Lets those who wait move it again.
     *
     * @throws IllegalStateException if it is not held
     */
    public void release() {
        synchronized (lock) {
            if (holds == 0) {
                throw new IllegalStateException("the clock is not held");
            }
            holds--;
            lock.notifyAll();
        }
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        await(() -> false, time);
    }

    /**
     * Lets this much time pass.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative time: " + time);
        }
        synchronized (lock) {
            long end = nanos + time.toNanos();
            while (step(end)) {
                // each step runs one event
            }
            nanos = end;
            lock.notifyAll();
        }
    }

    /** Does this when that much time has passed, on the thread that moves the clock then. */
    public void after(Duration time, Runnable action) {
        synchronized (lock) {
            events.add(new Event(nanos + time.toNanos(), order++, action));
        }
    }

    /**
     * Lets time pass until the condition holds, at most this much.
     *
     * @return whether the condition holds
     */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        synchronized (lock) {
            long end = nanos + Math.max(0, atMost.toNanos());
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while the fake clock stood at " + elapsed());
                }
                if (condition.getAsBoolean()) {
                    return true;
                }
                if (holds > 0 && nanos < end) {
                    lock.wait(LOOK_AGAIN_MILLIS);
                } else if (!step(end)) {
                    nanos = Math.max(nanos, end);
                    lock.notifyAll();
                    return false;
                }
            }
        }
    }

    /** Moves to the next event until then and runs it; false if there is none. */
    private boolean step(long end) {
        Event next = events.peek();
        if (next == null || next.at() > end) {
            return false;
        }
        events.remove();
        nanos = Math.max(nanos, next.at());
        next.action().run();
        return true;
    }

    @Override
    public String toString() {
        return "fake clock at " + elapsed();
    }
}
