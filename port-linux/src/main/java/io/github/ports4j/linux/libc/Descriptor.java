package io.github.ports4j.linux.libc;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.posix.OwnedDescriptor;

/** A file descriptor that {@link LibC} closes. Not safe for use by several threads. */
public final class Descriptor extends OwnedDescriptor {
    /** Takes over a descriptor that a call returned. */
    public Descriptor(int number) {
        super(number);
    }

    @Override
    protected void release(int owned) {
        close(owned);
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
