package io.github.ports4j.core.scan;

import io.github.ports4j.spi.ConnectEngine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A name being resolved, on a thread that is not the caller's: a name service may not answer for minutes, and can't be told to stop. The
 * thread ends when all that it was given are answered.
 */
final class Resolution {
    private static final long LOOK_MILLIS = 20;

    /** Enough not to wait for each other, and not a thread for each of thousands. */
    private static final int MOST_THREADS = 64;

    private final String name;
    private final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();

    private Resolution(String name) {
        this.name = name;
    }

    /** Begins. */
    static Resolution begin(ConnectEngine engine, String name) {
        return begin(engine, List.of(name), () -> false).get(0);
    }

    /**
     * Begins all of these at the same time, or so.
     *
     * @param cancelled then no more is begun
     */
    static List<Resolution> begin(ConnectEngine engine, List<String> names, BooleanSupplier cancelled) {
        List<Resolution> all = names.stream().map(Resolution::new).toList();
        Queue<Resolution> queue = new ConcurrentLinkedQueue<>(all);
        Runnable task = () -> {
            for (Resolution next = queue.poll(); next != null && !cancelled.getAsBoolean(); next = queue.poll()) {
                next.ask(engine);
            }
        };
        if (engine.simulated()) {
            task.run();
        } else {
            for (int i = 0; i < Math.min(MOST_THREADS, all.size()); i++) {
                new ScanThread(task).start();
            }
        }
        return all;
    }

    private void ask(ConnectEngine engine) {
        try {
            addresses.complete(engine.resolve(name));
        } catch (UnknownHostException | RuntimeException e) {
            addresses.completeExceptionally(e);
        }
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
