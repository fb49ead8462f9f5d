package io.github.ports4j.macos.libsystem;

import io.github.ports4j.posix.OwnedDescriptor;

/** A file descriptor that {@link LibSystem} closes. Not safe for use by several threads. */
public final class Descriptor extends OwnedDescriptor {
    /** Takes over a descriptor that a call returned. */
    public Descriptor(int number) {
        super(number);
    }

    @Override
    protected void release(int owned) {
        if (LibSystem.close(owned) < 0) {
            int errno = LibSystem.errno();
            if (errno != DarwinErrno.EINTR) {
                throw Failures.of("close(" + owned + ")", errno);
            }
        }
    }
}
