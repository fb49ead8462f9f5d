package io.github.ports4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Once armed, Ctrl-C (and what else asks this JVM to end) interrupts the thread that does the work, and leaves it the time to
 * say what it had done. The JVM ends with 130 by itself.
 */
final class CtrlC {
    private final CountDownLatch said = new CountDownLatch(1);
    private @Nullable Thread hook;

    /**
     * From now on the calling thread is interrupted; a second call changes nothing.
     *
     * @param toSayIt how long it may take then, before the JVM ends all the same
     */
    void arm(Duration toSayIt) {
        if (hook != null) {
            return;
        }
        Thread worker = Thread.currentThread();
        Thread added = new Thread(() -> stop(worker, toSayIt), "ports-ctrl-c");
        Runtime.getRuntime().addShutdownHook(added);
        hook = added;
    }

    /** Everything is said. */
    void done() {
        said.countDown();
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // it is what made the command end
            }
        }
    }

    private void stop(Thread worker, Duration toSayIt) {
        worker.interrupt();
        try {
            if (!said.await(toSayIt.toNanos(), TimeUnit.NANOSECONDS)) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
