package io.github.ports4j.spi;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;

/**
 * Tries whether a port can be bound: {@code socket(2)}, {@code IPV6_V6ONLY} on, {@code bind(2)} to the wildcard address,
 * {@code close(2)}. It never listens: a client that waits for the server would connect to us.
 */
public interface PortProbe {
    /** What {@code bind(2)} said. */
    enum Outcome {
        /** It could be bound. */
        BINDABLE,
        /** {@code EADDRINUSE}. */
        IN_USE,
        /** {@code EACCES} or {@code EPERM}: this user may not bind this port. */
        NOT_PERMITTED,
        /** This host does not have the family. */
        NO_SUCH_FAMILY
    }

    /**
     * Tries once.
     *
     * @param port which port
     * @param family over which family
     * @param reuse whether {@code SO_REUSEADDR} is set, as most servers do. With it, the bind succeeds beside what is left of
     *     connections, and beside a silent holder that has set it too: ask only while the table shows no holder
     * @throws io.github.ports4j.SystemCallException if a call fails in any other way, such as for want of descriptors
     */
    Outcome probe(TransportPort port, AddressFamily family, boolean reuse);
}
