package io.github.ports4j.linux;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.netlink.WholeDump;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.Route;
import io.github.ports4j.linux.rtnetlink.Rtnetlink;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Network interfaces by rtnetlink(7), and by generic netlink what only drivers know. */
final class LinuxNetworkInterfaces implements NetworkInterfaces {
    private static final Comparator<Route> BY_PREFERENCE =
            Comparator.comparing(Route::family).thenComparingLong(Route::metric).thenComparing(Route::preference);

    @Override
    public List<NetworkInterfaceInfo> list() {
        return WholeDump.read(InterfaceReader::read);
    }

    @Override
    public List<DefaultRoute> defaultRoutes() {
        return WholeDump.read(LinuxNetworkInterfaces::readRoutes);
    }

    /** The interfaces are read last: that of a route may be gone by then, and with it the route, but none is new. */
    private static List<DefaultRoute> readRoutes(int replySize)
            throws DumpInterruptedException, NetlinkRefusedException {
        Rtnetlink rtnetlink = new Rtnetlink(replySize);
        List<Route> routes = rtnetlink.defaultRoutes();
        if (routes.isEmpty()) {
            return List.of();
        }
        Map<Integer, String> names = rtnetlink.links(false).stream()
                .collect(Collectors.toMap(Link::index, Link::name, (first, second) -> first));
        return routes.stream()
                .sorted(BY_PREFERENCE)
                .flatMap(route -> Optional.ofNullable(names.get(route.index()))
                        .map(name ->
                                new DefaultRoute(route.family(), name, route.index(), route.gateway(), route.metric()))
                        .stream())
                .toList();
    }
}
