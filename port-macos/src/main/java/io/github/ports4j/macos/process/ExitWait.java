package io.github.ports4j.macos.process;

import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Waits for the end of processes by one kqueue for all of them. */
final class ExitWait {
    /**
     * After this long at most an interrupt of the thread is noticed, which does not end a native call, and the end of a process of which the
     * kqueue does not tell, as it is being debugged.
     */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

    private ExitWait() {}

    /** Waits until one is gone or the time has passed. */
    static void await(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        try (Kqueue queue = Kqueue.open()) {
            for (ProcessTarget target : targets) {
                queue.watch(target.id().pid());
            }
            // looked at after the registration: an end between the two is not missed
            boolean ended = false;
            while (!ended && targets.stream().noneMatch(ProcessTarget::gone)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return;
                }
                ended = queue.await(Math.min(left, SLICE));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
