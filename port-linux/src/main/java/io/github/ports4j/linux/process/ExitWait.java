package io.github.ports4j.linux.process;

import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of processes: in one poll(2) for all that are held by a pidfd. For others nothing can tell, and they are
 * looked at after pauses that grow from 1 to 20 ms.
 */
final class ExitWait {
    /** After this long at most an interrupt of the thread is noticed, which does not end a native call. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private ExitWait() {}

    /** Waits until one is gone or the time has passed. */
    static void await(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException {
        List<ProcessTarget> silent = new ArrayList<>();
        try (PollSet descriptors = new PollSet(targets.size())) {
            for (ProcessTarget target : targets) {
                if (target instanceof PidfdTarget held) {
                    descriptors.add(held.descriptor());
                } else {
                    silent.add(target);
                }
            }
            await(descriptors, silent, nanos(timeout));
        }
    }

    private static void await(PollSet descriptors, List<ProcessTarget> silent, long timeout)
            throws InterruptedException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        boolean first = true;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = timeout - (System.nanoTime() - start);
            long slice = first ? 0 : Math.min(left, silent.isEmpty() ? SLICE_NANOS : pause);
            if (!first) {
                if (left <= 0) {
                    return;
                }
                pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
            }
            first = false;
            // Rounded up: a wait of less than a millisecond must not become a loop without any.
            if (descriptors.poll((int) ((slice + MILLI - 1) / MILLI))
                    || silent.stream().anyMatch(ProcessTarget::gone)) {
                return;
            }
        }
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException longerThanAnyone) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
