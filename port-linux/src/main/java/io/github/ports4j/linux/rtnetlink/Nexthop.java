package io.github.ports4j.linux.rtnetlink;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a route sends packets.
 *
 * @param index the number of the interface
 * @param gateway the next router; one of the link with its zone
 */
record Nexthop(int index, Optional<InetAddress> gateway) {
    private static final int RTNH_F_DEAD = 1;

    /**
     * Whether the kernel sends nothing this way. Where a link has no carrier it does, into the void, unless the sysctl
     * ignore_routes_with_linkdown tells it not to, and then it sets this flag too.
     */
    static boolean isDead(int flags) {
        return (flags & RTNH_F_DEAD) != 0;
    }
}
