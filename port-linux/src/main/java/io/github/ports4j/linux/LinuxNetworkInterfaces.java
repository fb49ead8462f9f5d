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
import io.github.ports4j.spi.DefaultRouteBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Network interfaces by rtnetlink(7), and by generic netlink what only drivers know. */
final class LinuxNetworkInterfaces implements NetworkInterfaces {
    private static final Comparator<Route> BY_PREFERENCE =
            Comparator.comparing(Route::family).thenComparingLong(Route::metric).thenComparing(Route::preference);

    private final IntFunction<InterfaceTables> tables;

    LinuxNetworkInterfaces() {
        this(KernelTables::new);
    }

    /**
     * Interfaces that are read elsewhere.
     *
     * @param tables makes those for one reading, by the longest datagram that is expected, in bytes
     */
    LinuxNetworkInterfaces(IntFunction<InterfaceTables> tables) {
        this.tables = tables;
    }

    @Override
    public List<NetworkInterfaceInfo> list() {
        return WholeDump.read(replySize -> InterfaceReader.read(tables.apply(replySize)));
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
                .flatMap(route ->
                        Optional.ofNullable(names.get(route.index())).map(name -> describe(route, name)).stream())
                .toList();
    }

    private static DefaultRoute describe(Route route, String interfaceName) {
        DefaultRouteBuilder described = new DefaultRouteBuilder(route.family(), interfaceName, route.index());
        route.gateway().ifPresent(described::gateway);
        return described.metric(route.metric()).build();
    }
}
