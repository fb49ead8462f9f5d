package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.AddressFamily;
import java.util.List;
import java.util.stream.Stream;

/**
 * A default route of the main table.
 *
 * @param preference of its router
 * @param nexthopId of an object that tells where packets are sent; 0 where {@code nexthops} does
 * @param nexthops those by which packets can leave
 */
record KernelRoute(
        AddressFamily family, long metric, RouterPreference preference, long nexthopId, List<Nexthop> nexthops) {
    /** One for each way. */
    Stream<Route> ways(NexthopTable objects) {
        return (nexthopId == 0 ? nexthops.stream() : objects.nexthops(nexthopId))
                .map(way -> new Route(family, way.index(), way.gateway(), metric, preference));
    }
}
