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
    private static final int RTNH_F_LINKDOWN = 16;

    /** Whether no packet can leave this way. */
    static boolean isDown(int flags) {
        return (flags & (RTNH_F_DEAD | RTNH_F_LINKDOWN)) != 0;
    }
}
