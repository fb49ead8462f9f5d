package io.github.ports4j.posix;

/** Owns a file descriptor, which is closed by the system's own library. Not safe for use by several threads. */
public abstract class OwnedDescriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private int number;

    /** Takes over a descriptor that a call returned. */
    protected OwnedDescriptor(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a descriptor: " + number);
        }
        this.number = number;
    }

    /**
     * {@code close(fd)}. The descriptor is gone afterwards whatever that returns, so it is never tried again.
     *
     * @throws io.github.ports4j.SystemCallException if the descriptor was not ours, EBADF
     */
    protected abstract void release(int owned);

    /**
     * As native calls take it.
     *
     * @throws IllegalStateException if it has been closed
     */
    public final int number() {
        if (number == CLOSED) {
            throw new IllegalStateException("closed");
        }
        return number;
    }

    /** {@code close(fd)}; the second time nothing. */
    @Override
    public final void close() {
        if (number != CLOSED) {
            int closing = number;
            number = CLOSED;
            release(closing);
        }
    }
}
