package io.github.ports4j.core.scan;

import java.util.function.BooleanSupplier;

/** Whether a scan is to end before it is done. Safe for use by many threads. */
final class Cancellation implements BooleanSupplier {
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    @Override
    public boolean getAsBoolean() {
        return cancelled;
    }
}
