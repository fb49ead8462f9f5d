package io.github.ports4j.core.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that makes one prober's part of a pass. There is little else on its stack: the JVM's channels tell of a refusal by an
 * exception, which costs the more the deeper the stack is.
 */
final class PassThread extends ScanThread {
    private final Prober prober;
    private final int pass;
    private final boolean[] active;
    private final Cancellation cancelled;
    private @Nullable Throwable failure;

    private PassThread(Prober prober, int pass, boolean[] active, Cancellation cancelled) {
        this.prober = prober;
        this.pass = pass;
        this.active = active;
        this.cancelled = cancelled;
    }

    /** Makes a pass with all of them; if one fails, the others end too, and this fails as that one did. */
    static void makeAll(List<Prober> probers, int pass, boolean[] active, Cancellation cancelled) {
        List<PassThread> threads = probers.stream()
                .map(prober -> new PassThread(prober, pass, active, cancelled))
                .toList();
        List<PassThread> started = new ArrayList<>();
        try {
            for (PassThread thread : threads) {
                thread.start();
                started.add(thread);
            }
        } catch (OutOfMemoryError e) { // no thread is left
            cancelled.cancel();
            throw e;
        } finally {
            started.forEach(PassThread::end); // before anybody closes what they use
        }
        threads.forEach(PassThread::rethrow);
    }

    /** Waits until it has ended, whatever is asked meanwhile of the thread that waits. */
    private void end() {
        boolean interrupted = false;
        while (true) {
            try {
                join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            prober.sweep(pass, active);
        } catch (RuntimeException | Error e) {
            failure = e;
            cancelled.cancel();
        }
    }

    private void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
