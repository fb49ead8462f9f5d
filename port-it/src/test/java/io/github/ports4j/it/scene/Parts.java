package io.github.ports4j.it.scene;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a laboratory is made of and ends with it, the latest first, whatever goes wrong with one of them. Used by one thread. */
public final class Parts implements AutoCloseable {
    private final String whole;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Of this, which has none yet. */
    public Parts(String whole) {
        this.whole = whole;
    }

    /** One more. */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** One that has ended by itself. */
    public void remove(AutoCloseable part) {
        parts.remove(part);
    }

    /** Ends all of them, and adds what goes wrong with that to the cause. */
    public void endAfter(Throwable cause) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception | Error e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        AssertionError failed = new AssertionError(whole + " does not end");
        endAfter(failed);
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
