package io.github.ports4j.linux.libc;

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

    /** {@code close(fd)}; the second time nothing. */
    @Override
    public void close() {
        if (number != CLOSED) {
            int closing = number;
            number = CLOSED;
            close(closing);
        }
    }

    /**
     * {@code close(fd)}. The descriptor is gone afterwards whatever it returns, so it is never tried again.
     *
     * @throws SystemCallException if the descriptor was not ours, EBADF
     */
    public static void close(int number) {
        if (LibC.close(number) < 0) {
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw Failures.of("close(" + number + ")", errno);
            }
        }
    }
}
