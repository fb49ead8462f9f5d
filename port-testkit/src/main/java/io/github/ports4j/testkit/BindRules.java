package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TcpState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether two sockets may have the same port, by the rules of Linux' {@code bind(2)}.
 *
 * <p>A socket on the same port and protocol is in the way of a bind if they have a family in common (a dual-stack socket has
 * both), one of them has the wildcard address or both the same one, and none of these holds:
 *
 * <ul>
 *   <li>both have set {@code SO_REUSEADDR}, and the one that is there does not listen: it is a connection, also one in
 *       {@code TIME_WAIT} or without a process, or bound and silent, or UDP;
 *   <li>both have set {@code SO_REUSEPORT} and belong to the same user.
 * </ul>
 *
 * <p>So with {@code SO_REUSEADDR}, whatever listens refuses, and whatever had not set it; without, everything on the port
 * refuses, leftovers of connections too. An accepted connection, and what is left of it, has what its listener had set.
 */
final class BindRules {
    private BindRules() {}

    /** Whether the one that is there refuses the one that comes. */
    static boolean conflict(LiveSocket there, LiveSocket comes) {
        if (there.protocol != comes.protocol || there.port != comes.port || there.visible != comes.visible) {
            return false;
        }
        if (!overlap(there, comes)) {
            return false;
        }
        if (there.reuse && comes.reuse && !there.isTcp(TcpState.LISTEN)) {
            return false;
        }
        return !(there.reusePort && comes.reusePort && there.uid == comes.uid);
    }

    private static boolean overlap(LiveSocket one, LiveSocket other) {
        Set<AddressFamily> common = EnumSet.noneOf(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            if (one.covers(family) && other.covers(family)) {
                common.add(family);
            }
        }
        return !common.isEmpty()
                && (one.local.isWildcard()
                        || other.local.isWildcard()
                        || one.local.unmapped().equals(other.local.unmapped()));
    }
}
