package io.github.ports4j.macos.libsystem;

import io.github.ports4j.SystemCallException;

/** Owns a file descriptor. Not safe for use by several threads. */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private int number;

    /** Takes over a descriptor that a call returned. */
    public Descriptor(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a descriptor: " + number);
        }
        this.number = number;
    }

    /** As native calls take it. */
    public int number() {
        if (number == CLOSED) {
            throw new IllegalStateException("closed");
        }
        return number;
    }

    /**
     * {@code close(fd)}; the second time nothing. It is gone afterwards whatever the call returns, so it is never tried again.
     *
     * @throws SystemCallException if the descriptor was not ours, EBADF
     */
    @Override
    public void close() {
        if (number == CLOSED) {
            return;
        }
        int closing = number;
        number = CLOSED;
        if (LibSystem.close(closing) < 0) {
            int errno = LibSystem.errno();
            if (errno != DarwinErrno.EINTR) {
                throw Failures.of("close(" + closing + ")", errno);
            }
        }
    }
}
