package io.github.ports4j.core.scan;

import io.github.ports4j.spi.ConnectEngine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A name being resolved, on a thread of its own: a name service may not answer for minutes, and can't be told to stop. The thread ends
 * when it does answer.
 */
final class Resolution {
    private static final long LOOK_MILLIS = 20;

    private final String name;
    private final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();

    private Resolution(String name) {
        this.name = name;
    }

    /** Begins. */
    static Resolution begin(ConnectEngine engine, String name) {
        Resolution resolution = new Resolution(name);
        Runnable task = () -> {
            try {
                resolution.addresses.complete(engine.resolve(name));
            } catch (UnknownHostException | RuntimeException e) {
                resolution.addresses.completeExceptionally(e);
            }
        };
        if (engine.simulated()) {
            task.run();
        } else {
            new ScanThread(task).start();
        }
        return resolution;
    }

    /**
     * Waits for the addresses.
     *
     * @param atMost how long
     * @param cancelled asked often; ends the waiting
     * @throws UnknownHostException if there are none, or they did not come in time; the message says why in a few words
     */
    List<InetAddress> await(Duration atMost, BooleanSupplier cancelled)
            throws UnknownHostException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                return addresses.get(Math.max(1, Math.min(LOOK_MILLIS, left)), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean() || System.nanoTime() - end >= 0) {
                    throw new UnknownHostException("no answer from the name service");
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownHostException) {
                    throw new UnknownHostException("the name is not known");
                }
                throw e.getCause() instanceof RuntimeException failed
                        ? failed
                        : new IllegalStateException(name, e.getCause());
            }
        }
    }
}
