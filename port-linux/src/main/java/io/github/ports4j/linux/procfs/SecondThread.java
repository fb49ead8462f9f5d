package io.github.ports4j.linux.procfs;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings a thread of the JVM's common pool to a walk: one that is there already, while to start one takes as long as to look at a
 * hundred descriptors. It may come late or never, as the pool has other work too. At most one request is in the pool's queue, so that
 * none pile up there while all its threads are busy.
 */
final class SecondThread {
    private static final AtomicReference<@Nullable Walk> WAITING = new AtomicReference<>();
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private SecondThread() {}

    /** Asks for a thread, unless another walk waits for it. */
    static void call(Walk walk) {
        if (WAITING.compareAndSet(null, walk) && ASKED.compareAndSet(false, true)) {
            try {
                ForkJoinPool.commonPool().execute(SecondThread::come);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // not one thread more is to be had, as under a low pids.max: the walk is as good with one, and slower
                ASKED.set(false);
            }
        }
    }

    /** That the walk needs no thread any more. */
    static void dismiss(Walk walk) {
        WAITING.compareAndSet(walk, null);
    }

    private static void come() {
        ASKED.set(false);
        Walk walk = WAITING.getAndSet(null);
        if (walk != null) {
            walk.help();
        }
    }
}
