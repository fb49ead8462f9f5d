package io.github.ports4j.linux;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Wifi;
import io.github.ports4j.linux.genetlink.Drivers;
import io.github.ports4j.linux.netlink.Announcements;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.LinkAddress;
import io.github.ports4j.linux.rtnetlink.LinkStats;
import io.github.ports4j.spi.InterfaceBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads interfaces and their addresses, once.
 *
 * <p>The kernel has a dump for the ones and a dump for the others, and the world moves on between them. Addresses are asked for
 * first, so that of an interface that goes meanwhile nothing is told: it goes before its addresses do. One that comes meanwhile, and
 * gets addresses, is announced before it gets them. So where something was announced, addresses are asked for once more, and then the
 * interfaces: one that is gone by then is left out, one that is new is a reason to begin anew.
 */
final class InterfaceReader {
    private final Map<Integer, List<LinkAddress>> addresses;
    private final LinkSpeeds speeds;
    private final Map<Integer, Wifi> wifi;

    private InterfaceReader(Map<Integer, List<LinkAddress>> addresses, LinkSpeeds speeds, Map<Integer, Wifi> wifi) {
        this.addresses = addresses;
        this.speeds = speeds;
        this.wifi = wifi;
    }

    /**
     * All interfaces, in the order of their numbers.
     *
     * @throws DumpInterruptedException if a reading has to begin anew
     */
    static List<NetworkInterfaceInfo> read(InterfaceTables tables)
            throws DumpInterruptedException, NetlinkRefusedException {
        try (Announcements announcements = announcements(tables).orElse(null)) {
            List<LinkAddress> addresses = tables.addresses();
            List<Link> links = tables.links(true);
            Drivers drivers = tables.drivers();
            LinkSpeeds speeds = LinkSpeeds.read(drivers, links);
            Map<Integer, Wifi> wifi = drivers.wifi();
            if (announcements == null || !announcements.isQuiet()) {
                addresses = tables.addresses();
                links = stillThere(links, tables);
            }
            InterfaceReader reader = new InterfaceReader(
                    addresses.stream().collect(Collectors.groupingBy(LinkAddress::index)), speeds, wifi);
            return links.stream()
                    .sorted(Comparator.comparingInt(Link::index))
                    .map(reader::describe)
                    .toList();
        }
    }

    /** Some sandboxes refuse to announce anything, and still answer. */
    private static Optional<Announcements> announcements(InterfaceTables tables) {
        try {
            return Optional.of(tables.listen());
        } catch (NetlinkRefusedException e) {
            return Optional.empty();
        }
    }

    private static List<Link> stillThere(List<Link> before, InterfaceTables tables)
            throws DumpInterruptedException, NetlinkRefusedException {
        Set<Integer> after = indexes(tables.links(false));
        if (!indexes(before).containsAll(after)) {
            throw new DumpInterruptedException("dumps of RTM_GETLINK and RTM_GETADDR");
        }
        return before.stream().filter(link -> after.contains(link.index())).toList();
    }

    private static Set<Integer> indexes(List<Link> links) {
        return links.stream().map(Link::index).collect(Collectors.toSet());
    }

    private NetworkInterfaceInfo describe(Link link) {
        Optional<Wifi> radio = Optional.ofNullable(wifi.get(link.index()));
        InterfaceBuilder nic = new InterfaceBuilder(link.name(), link.index())
                .kind(InterfaceKinds.of(link, radio.isPresent()))
                .mtu(link.mtu())
                .flags(link.flags());
        link.alternativeNames().forEach(nic::alternativeName);
        link.infoKind().ifPresent(nic::driverKind);
        link.mac().ifPresent(nic::mac);
        link.carrier().ifPresent(nic::carrier);
        count(link.stats().orElseThrow(() -> new MalformedReplyException("IFLA_STATS64", 0, 0, 1)), nic);
        speeds.describe(link.index(), nic);
        radio.ifPresent(nic::wifi);
        addresses.getOrDefault(link.index(), List.of()).forEach(address -> add(address, nic));
        return nic.build();
    }

    private static void count(LinkStats stats, InterfaceBuilder nic) {
        nic.received(stats.rxBytes(), stats.rxPackets(), stats.rxErrors())
                .receivedToo(stats.rxDropped(), stats.rxMissed(), stats.multicast())
                .sent(stats.txBytes(), stats.txPackets(), stats.txErrors())
                .sentToo(stats.txDropped(), stats.collisions());
    }

    private static void add(LinkAddress address, InterfaceBuilder nic) {
        nic.address(address.address(), address.prefixLength())
                .scope(address.scope())
                .addressFlags(address.flags());
        address.broadcast().ifPresent(nic::broadcast);
        address.peer().ifPresent(nic::peer);
    }
}
