package io.github.ports4j.it.rare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A port on which one known process listens now and then: each {@link #toggle} has a thread open or close it. Whoever looks
 * meanwhile can tell from {@link #moment} before and after whether it was open, or closed, all the time.
 */
final class ChurningPort {
    /** How a port is opened and closed; used by one thread. */
    interface Listener {
        /** Listens. */
        void open() throws IOException;

        /** Listens no more. */
        void shut() throws IOException;
    }

    // the moment modulo 4
    private static final int SHUT = 0;
    private static final int OPEN = 2;
    private static final int A_ROUND = 4;

    private final int number;
    private final long pid;
    private final Listener listener;
    private final Semaphore wanted = new Semaphore(0);
    private final AtomicLong moment = new AtomicLong();
    private final Thread thread = new Thread(this::churn, "churn");
    private volatile boolean ending;
    private volatile @Nullable IOException failure;

    ChurningPort(int number, long pid, Listener listener) {
        this.number = number;
        this.pid = pid;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Begins, with the port closed. */
    void start() {
        thread.start();
    }

    int number() {
        return number;
    }

    /** Of the process that listens. */
    long pid() {
        return pid;
    }

    /** Has the port opened, or closed, soon; does nothing if that is still to be done from the last time. */
    void toggle() {
        IOException failed = failure;
        if (failed != null) {
            throw new UncheckedIOException("port " + number, failed);
        }
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    /** A number that grows before and after each opening and closing. */
    long moment() {
        return moment.get();
    }

    /** How often it was opened and closed again. */
    long rounds() {
        return moment.get() / A_ROUND;
    }

    /** Whether the port is open as long as this is the moment. */
    static boolean isOpen(long moment) {
        return moment % A_ROUND == OPEN;
    }

    /** Whether the port is closed as long as this is the moment. */
    static boolean isShut(long moment) {
        return moment % A_ROUND == SHUT;
    }

    private void churn() {
        try {
            while (!ending || isOpen(moment.get())) {
                wanted.acquireUninterruptibly();
                boolean open = isOpen(moment.get());
                if (open || !ending) {
                    moment.incrementAndGet();
                    if (open) {
                        listener.shut();
                    } else {
                        listener.open();
                    }
                    moment.incrementAndGet();
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Ends the thread, with the port closed. */
    void end() throws InterruptedException {
        ending = true;
        wanted.release(2); // to close it, and to look whether to end
        thread.join();
    }
}
