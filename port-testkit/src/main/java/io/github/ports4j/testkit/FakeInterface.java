package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.MacAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.spi.InterfaceBuilder;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network interface of a {@link FakeHost}, which each method changes. It begins switched off, with a carrier and no address. */
public final class FakeInterface {
    private static final int ETHERNET_MTU = 1500;

    private final HostState host;
    private final String name;
    private final int index;
    private final List<Held> addresses = new ArrayList<>();
    private InterfaceKind kind = InterfaceKind.ETHERNET;
    private long mtu = ETHERNET_MTU;
    private Optional<MacAddress> mac = Optional.empty();
    private boolean up;
    private boolean carrier = true;
    private Optional<FakeInterface> cable = Optional.empty();
    private long bytes;
    private long packets;

    FakeInterface(HostState host, String name, int index) {
        this.host = host;
        this.name = name;
        this.index = index;
    }

    private record Held(InetAddress address, int prefixLength, Set<InterfaceAddress.Flag> flags) {
        AddressFamily family() {
            return address instanceof Inet6Address ? AddressFamily.IPV6 : AddressFamily.IPV4;
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its number. */
    public int index() {
        return index;
    }

    /** What it is; Ethernet before. */
    public FakeInterface kind(InterfaceKind value) {
        synchronized (host) {
            kind = value;
            return this;
        }
    }

    /** Its largest packet, in bytes; 1500 before. */
    public FakeInterface mtu(long value) {
        synchronized (host) {
            mtu = value;
            return this;
        }
    }

    /** Its hardware address, such as {@code 02:00:00:00:00:01}. */
    public FakeInterface mac(String address) {
        synchronized (host) {
            mac = Optional.of(MacAddress.of(HexFormat.ofDelimiter(":").parseHex(address)));
            return this;
        }
    }

    /** Switches it on. */
    public FakeInterface up() {
        synchronized (host) {
            up = true;
            return this;
        }
    }

    /** Switches it off. */
    public FakeInterface down() {
        synchronized (host) {
            up = false;
            return this;
        }
    }

    /** Whether there is a carrier, while it is on. */
    public FakeInterface carrier(boolean value) {
        synchronized (host) {
            carrier = value;
            return this;
        }
    }

    /** Makes this and another the ends of one cable: each has a carrier while both are on. */
    public FakeInterface cable(FakeInterface other) {
        synchronized (host) {
            cable = Optional.of(other);
            other.cable = Optional.of(this);
            return this;
        }
    }

    /**
     * Gives it an address.
     *
     * @param cidr such as {@code 192.0.2.7/24}; no names
     * @param flags what is noted of it
     */
    public FakeInterface address(String cidr, InterfaceAddress.Flag... flags) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not an address with the length of its prefix: " + cidr);
        }
        Set<InterfaceAddress.Flag> set = EnumSet.noneOf(InterfaceAddress.Flag.class);
        set.addAll(List.of(flags));
        Held held = new Held(literal(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)), set);
        synchronized (host) {
            addresses.add(held);
            return this;
        }
    }

    /** Takes all addresses from it. */
    public FakeInterface withoutAddresses() {
        synchronized (host) {
            addresses.clear();
            return this;
        }
    }

    /** Lets something go through it, out and in again, as over a loopback. */
    public FakeInterface carry(long morePackets, long moreBytes) {
        synchronized (host) {
            packets += morePackets;
            bytes += moreBytes;
            return this;
        }
    }

    /** Takes it away, and the routes over it. */
    public void remove() {
        synchronized (host) {
            vanish();
            cable.ifPresent(FakeInterface::vanish);
        }
    }

    private void vanish() {
        host.interfaces.remove(index);
        host.routes.removeIf(route -> route.interfaceIndex() == index);
    }

    /** Whether a packet to this address is for this host. Called with the host's lock held. */
    boolean takes(InetAddress address) {
        return up && addresses.stream().anyMatch(held -> held.address.equals(address));
    }

    /** As it is now. Called with the host's lock held. */
    NetworkInterfaceInfo info() {
        boolean live = up && carrier && cable.map(other -> other.up).orElse(true);
        InterfaceBuilder info = new InterfaceBuilder(name, index)
                .kind(kind)
                .mtu(mtu)
                .flags(flags(live))
                .received(bytes, packets, 0)
                .receivedToo(0, 0, 0)
                .sent(bytes, packets, 0)
                .sentToo(0, 0);
        mac.ifPresent(info::mac);
        if (up) {
            info.carrier(live);
        }
        for (Held held : addresses) {
            if (!host.families.contains(held.family())) {
                continue;
            }
            info.address(held.address, held.prefixLength)
                    .scope(scope(held.address))
                    .addressFlags(held.flags);
        }
        return info.build();
    }

    private Set<InterfaceFlag> flags(boolean live) {
        Set<InterfaceFlag> flags = kind == InterfaceKind.LOOPBACK
                ? EnumSet.of(InterfaceFlag.LOOPBACK)
                : EnumSet.of(InterfaceFlag.BROADCAST, InterfaceFlag.MULTICAST);
        if (up) {
            flags.add(InterfaceFlag.UP);
        }
        if (live) {
            flags.add(InterfaceFlag.RUNNING);
            flags.add(InterfaceFlag.LOWER_UP);
        }
        return flags;
    }

    private static InterfaceAddress.Scope scope(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return InterfaceAddress.Scope.HOST;
        }
        return address.isLinkLocalAddress() && address instanceof Inet6Address
                ? InterfaceAddress.Scope.LINK
                : InterfaceAddress.Scope.GLOBAL;
    }

    private InetAddress literal(String text) {
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            return address instanceof Inet6Address && address.isLinkLocalAddress()
                    ? Inet6Address.getByAddress(null, address.getAddress(), index)
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
    }

    @Override
    public String toString() {
        synchronized (host) {
            return info().toString();
        }
    }
}
