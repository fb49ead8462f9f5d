package io.github.ports4j;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A scan under way. Safe for use by many threads.
 *
 * <p>Listeners are called by the scan's own threads, one at a time; a slow one slows the scan. What a listener throws ends the
 * scan, and {@link #await()} throws it. A listener may call anything here but {@code await} and {@code close}.
 */
public interface Scan extends AutoCloseable {
    /**
     * From now on this is called with the progress, about ten times a second and once at the end; first with that of now.
     *
     * @return this
     */
    Scan onProgress(Consumer<ScanProgress> listener);

    /**
     * From now on this is called with each result; first, before this method returns, with the earlier ones. Each port comes once,
     * when its state is final. Ports that stay untried do not come. What the listener throws for the earlier ones, this method throws.
     *
     * @return this
     */
    Scan onResult(Consumer<ScanResult> listener);

    /**
     * Waits until the scan is done or cancelled.
     *
     * @throws PortInterruptedException if this thread is interrupted; the scan goes on
     * @throws IllegalStateException if a listener calls it
     */
    ScanReport await();

    /**
     * The same for so long at most.
     *
     * @return empty if the time passed
     */
    Optional<ScanReport> await(Duration atMost);

    /** Ends the scan within 100 ms; what is not known by then is untried. Does not wait; the second time nothing. */
    void cancel();

    /** Whether it is done or has been cancelled, and its threads have ended. */
    boolean isDone();

    /** How far it has come. */
    ScanProgress progress();

    /** What is known by now. */
    ScanReport report();

    /** Cancels, and waits until no thread and no descriptor is left. */
    @Override
    void close();
}
