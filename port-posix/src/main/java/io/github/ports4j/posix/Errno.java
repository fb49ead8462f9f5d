package io.github.ports4j.posix;

/**
 * Names the numbers in {@code errno}, which differ between systems: 35 is EDEADLK on Linux and EAGAIN on macOS. Only for
 * messages: the names come from jnr-constants, whose classes are loaded here and nowhere else.
 *
 * @see "errno.h"
 */
public final class Errno {
    private Errno() {}

    /** The name of an {@code errno} of this system, such as {@code EMFILE}; {@code errno 4711} for one that has none. */
    public static String name(int errno) {
        jnr.constants.platform.Errno known = jnr.constants.platform.Errno.valueOf(errno);
        boolean named = known != jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__ && known.intValue() == errno;
        return named ? known.name() : "errno " + errno;
    }
}
