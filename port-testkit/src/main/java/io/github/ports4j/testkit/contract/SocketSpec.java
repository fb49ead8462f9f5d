package io.github.ports4j.testkit.contract;

import java.util.EnumSet;
import java.util.Set;

/**
 * A socket that an actor is to open.
 *
 * @param kind what it does
 * @param port its local port; 0 for one that the kernel chooses, with {@link Kind#CLIENT} only
 * @param remotePort its remote port on 127.0.0.1, or on {@code ::1} with {@link SocketFlag#IPV6}; 0 for none
 * @param flags how it is set up; without, on 127.0.0.1 and with {@code SO_REUSEADDR} if it is a TCP server
 */
public record SocketSpec(Kind kind, int port, int remotePort, Set<SocketFlag> flags) {
    /** What a socket does. */
    public enum Kind {
        /** TCP, listens with a backlog of at least 16. */
        LISTENER,
        /** TCP, bound and never listening. */
        BOUND,
        /** TCP, connected; always without {@code SO_REUSEADDR}. */
        CLIENT,
        /** UDP, bound. */
        UDP,
        /** UDP, with a remote end. */
        UDP_CLIENT
    }

    /** Copies the flags. */
    public SocketSpec {
        flags = Set.copyOf(flags);
    }

    /** Tells whether this flag is set. */
    public boolean has(SocketFlag flag) {
        return flags.contains(flag);
    }

    /** What a scene must be able to do to open it. */
    public Set<Ability> needs() {
        Set<Ability> needs = EnumSet.noneOf(Ability.class);
        if (has(SocketFlag.IPV6) || has(SocketFlag.DUAL_STACK)) {
            needs.add(Ability.IPV6);
        }
        return needs;
    }
}
