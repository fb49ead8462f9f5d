package io.github.ports4j.macos;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.macos.libsystem.NativeAddressSpace;
import io.github.ports4j.macos.libsystem.Sysctl;
import io.github.ports4j.macos.network.IfaddrsDecoder;
import io.github.ports4j.macos.network.InterfaceScope;
import io.github.ports4j.macos.network.Link;
import io.github.ports4j.macos.network.LinkAddress;
import io.github.ports4j.macos.network.LinkDecoder;
import io.github.ports4j.macos.network.Route;
import io.github.ports4j.macos.network.RouteDecoder;
import io.github.ports4j.posix.NativeMemory;
import io.github.ports4j.spi.DefaultRouteBuilder;
import io.github.ports4j.spi.InterfaceBuilder;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Network interfaces by the sysctl NET_RT_IFLIST2, their addresses by getifaddrs(3), and default routes by NET_RT_DUMP. Interfaces and
 * addresses are read one after the other, and again where an interface came or went meanwhile.
 *
 * @see "route(4), getifaddrs(3); net/if.h, net/route.h, macOS 10.15 to 15.6"
 */
final class MacosNetworkInterfaces implements NetworkInterfaces {
    private static final int CTL_NET = 4;
    private static final int PF_ROUTE = 17;
    private static final int NET_RT_DUMP = 1;
    private static final int NET_RT_IFLIST2 = 6;
    private static final int ATTEMPTS = 32;

    // net/if_types.h
    private static final int IFT_ETHER = 6;
    private static final int IFT_PPP = 23;
    private static final int IFT_LOOP = 24;
    private static final int IFT_GIF = 55;
    private static final int IFT_STF = 57;
    private static final int IFT_L2VLAN = 135;
    private static final int IFT_IEEE8023ADLAG = 136;
    private static final int IFT_BRIDGE = 209;
    private static final int IFT_CELLULAR = 255;

    @Override
    public List<NetworkInterfaceInfo> list() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Link> before = links();
            List<LinkAddress> addresses = linkAddresses();
            List<Link> links = links();
            if (indexes(before).equals(indexes(links))) {
                return describe(links, addresses);
            }
        }
        throw new SystemCallException(
                "sysctl(NET_RT_IFLIST2)",
                0,
                "another answer each time",
                "interfaces came and went during each of " + ATTEMPTS + " readings: ask again");
    }

    private static Set<Integer> indexes(List<Link> links) {
        return links.stream().map(Link::index).collect(Collectors.toSet());
    }

    /** {@code sysctl({CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST2, 0})}. */
    private static List<Link> links() {
        try (Sysctl sysctl = new Sysctl()) {
            ByteBuffer bytes = sysctl.byNumbers(0, CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST2, 0)
                    .bytes();
            return LinkDecoder.decode(bytes, bytes.limit());
        }
    }

    /** {@code getifaddrs(&first)} and {@code freeifaddrs(first)}. */
    private static List<LinkAddress> linkAddresses() {
        try (NativeMemory pointer = NativeMemory.allocate(Long.BYTES)) {
            if (LibSystem.getifaddrs(pointer.address()) < 0) {
                throw Failures.of("getifaddrs()", LibSystem.errno());
            }
            long first = pointer.buffer().getLong(0);
            try {
                return IfaddrsDecoder.decode(new NativeAddressSpace(), first);
            } finally {
                LibSystem.freeifaddrs(first);
            }
        }
    }

    private static List<NetworkInterfaceInfo> describe(List<Link> links, List<LinkAddress> addresses) {
        Map<String, List<LinkAddress>> ofLink =
                addresses.stream().collect(Collectors.groupingBy(LinkAddress::interfaceName));
        return links.stream()
                .sorted(Comparator.comparingInt(Link::index))
                .map(link -> describe(link, ofLink.getOrDefault(link.name(), List.of())))
                .toList();
    }

    private static NetworkInterfaceInfo describe(Link link, List<LinkAddress> addresses) {
        if (link.mtu() == 0) {
            throw new MalformedReplyException("ifi_mtu of " + link.name(), 0, 0, 1);
        }
        InterfaceBuilder nic = new InterfaceBuilder(link.name(), link.index())
                .kind(kind(link))
                .mtu(link.mtu())
                .flags(link.flags())
                .received(
                        link.stats().rxBytes(),
                        link.stats().rxPackets(),
                        link.stats().rxErrors())
                .sent(
                        link.stats().txBytes(),
                        link.stats().txPackets(),
                        link.stats().txErrors());
        nic.receivedToo(link.stats().rxDropped(), link.stats().rxMulticast())
                .sentToo(link.stats().txDropped(), link.stats().collisions());
        link.mac().ifPresent(nic::mac);
        link.speed().ifPresent(nic::speed);
        for (LinkAddress address : addresses) {
            nic.address(address.address(), address.prefixLength()).scope(InterfaceScope.of(address.address()));
            address.broadcast().ifPresent(nic::broadcast);
            address.peer().ifPresent(nic::peer);
        }
        return nic.build();
    }

    /** By its type; wired and radio cards have the same, so none is said to be a radio card. */
    private static InterfaceKind kind(Link link) {
        return switch (link.type()) {
            case IFT_ETHER -> InterfaceKind.ETHERNET;
            case IFT_LOOP -> InterfaceKind.LOOPBACK;
            case IFT_BRIDGE -> InterfaceKind.BRIDGE;
            case IFT_L2VLAN -> InterfaceKind.VLAN;
            case IFT_IEEE8023ADLAG -> InterfaceKind.BOND;
            case IFT_PPP -> InterfaceKind.PPP;
            case IFT_GIF, IFT_STF -> InterfaceKind.TUNNEL;
            case IFT_CELLULAR -> InterfaceKind.CELLULAR;
            default -> link.name().startsWith("utun") ? InterfaceKind.TUN : InterfaceKind.OTHER;
        };
    }

    /** The interfaces are read last: that of a route may be gone by then, and with it the route, but none is new. */
    @Override
    public List<DefaultRoute> defaultRoutes() {
        List<Route> routes = routes();
        Map<Integer, String> names = routes.isEmpty()
                ? Map.of()
                : links().stream().collect(Collectors.toMap(Link::index, Link::name, (first, second) -> first));
        return routes.stream()
                .sorted(Comparator.comparing(Route::family))
                .flatMap(route ->
                        Optional.ofNullable(names.get(route.index())).map(name -> describe(route, name)).stream())
                .toList();
    }

    /** {@code sysctl({CTL_NET, PF_ROUTE, 0, 0, NET_RT_DUMP, 0})}. */
    private static List<Route> routes() {
        try (Sysctl sysctl = new Sysctl()) {
            ByteBuffer bytes =
                    sysctl.byNumbers(0, CTL_NET, PF_ROUTE, 0, 0, NET_RT_DUMP, 0).bytes();
            return RouteDecoder.decode(bytes, bytes.limit());
        }
    }

    private static DefaultRoute describe(Route route, String interfaceName) {
        DefaultRouteBuilder described = new DefaultRouteBuilder(route.family(), interfaceName, route.index());
        route.gateway().ifPresent(described::gateway);
        return described.build();
    }
}
