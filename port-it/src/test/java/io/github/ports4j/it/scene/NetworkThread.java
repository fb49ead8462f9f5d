package io.github.ports4j.it.scene;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A thread in a network namespace that something else keeps; the threads that it starts are in it too. It starts no process: the
 * JDK's own threads for that must not end up in there.
 *
 * @see "setns(2)"
 */
public final class NetworkThread implements AutoCloseable {
    private static final int SECONDS = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "in a network namespace");
        made.setDaemon(true);
        return made;
    });

    /** Enters the namespace with this path, such as {@code /proc/4711/ns/net}. */
    public NetworkThread(Path namespace) {
        try {
            call(() -> {
                Syscalls.enterNetwork(namespace.toString());
                return true;
            });
        } catch (RuntimeException | Error failed) {
            thread.shutdown();
            throw failed;
        }
    }

    /** Does something in the namespace, and waits until it is done; what that throws is thrown. */
    public <T> T call(Callable<T> task) {
        try {
            return thread.submit(task).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                cause.addSuppressed(failed); // for the stack of the caller
                throw cause;
            }
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a thread is stuck in a network namespace");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
