package io.github.ports4j.linux.work;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings a thread of the JVM's common pool to work that may be shared: one that is there already, while to start one takes as long as to
 * look at a hundred descriptors. It may come late or never, as the pool has other work too. At most one request is in the pool's queue, so
 * that none pile up there while all its threads are busy.
 */
public final class SecondThread {
    /** Whether one can run at the same time. Asked once: the JVM reads files of its cgroup to tell. */
    public static final boolean CAN_RUN = Runtime.getRuntime().availableProcessors() > 1;

    private static final AtomicReference<@Nullable SharedWork> WAITING = new AtomicReference<>();
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private SecondThread() {}

    /** Asks for a thread, unless other work waits for it. */
    public static void call(SharedWork work) {
        if (WAITING.compareAndSet(null, work) && ASKED.compareAndSet(false, true)) {
            try {
                ForkJoinPool.commonPool().execute(SecondThread::come);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // not one thread more is to be had, as under a low pids.max: the work is done all the same, and later
                ASKED.set(false);
            }
        }
    }

    /** That the work needs no thread any more. */
    public static void dismiss(SharedWork work) {
        WAITING.compareAndSet(work, null);
    }

    private static void come() {
        ASKED.set(false);
        SharedWork work = WAITING.getAndSet(null);
        if (work != null) {
            work.help();
        }
    }
}
