package io.github.ports4j;

import io.github.ports4j.internal.AddressRow;
import io.github.ports4j.internal.InterfaceRow;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An address of a network interface. Immutable. */
public final class InterfaceAddress {
    /** How far an address means the same. Open: administrators may define more. */
    public enum Scope {
        /** Everywhere. */
        GLOBAL,
        /** In one site; out of use. */
        SITE,
        /** On one link: only together with a {@linkplain java.net.Inet6Address#getScopeId() zone}. */
        LINK,
        /** On this host. */
        HOST,
        /** One that the system has a number for and this library no name. */
        OTHER
    }

    /** What the kernel notes of an address. Open: kernels add some. Names as in ip-address(8). */
    public enum Flag {
        /** Not the first of its network on its interface; goes when that one goes. */
        SECONDARY,
        /** Made for privacy and replaced after a while. */
        TEMPORARY,
        /** Not checked to be unique. */
        NODAD,
        /** May be used while it is checked. */
        OPTIMISTIC,
        /** Was found on another host. */
        DADFAILED,
        /** The home address of a mobile host. */
        HOME,
        /** Still works; not for new connections. */
        DEPRECATED,
        /** Still checked to be unique. */
        TENTATIVE,
        /** Set by hand, without a time limit. */
        PERMANENT,
        /** Temporary ones are made from it. */
        MNGTMPADDR,
        /** Without a route to its network. */
        NOPREFIXROUTE,
        /** Joins its multicast group. */
        AUTOJOIN,
        /** Made from a secret and the network. */
        STABLE_PRIVACY
    }

    private final String interfaceName;
    private final int interfaceIndex;
    private final InetAddress address;
    private final int prefixLength;
    private final Optional<Inet4Address> broadcast;
    private final Optional<InetAddress> peer;
    private final Scope scope;
    private final Set<Flag> flags;

    InterfaceAddress(String interfaceName, int interfaceIndex, AddressRow row) {
        this.interfaceName = interfaceName;
        this.interfaceIndex = interfaceIndex;
        address = Objects.requireNonNull(row.address, "address");
        prefixLength = row.prefixLength;
        broadcast = Optional.ofNullable(row.broadcast);
        peer = Optional.ofNullable(row.peer);
        scope = row.scope;
        flags = InterfaceRow.copy(Flag.class, row.flags);
    }

    /** The name of its interface. */
    public String interfaceName() {
        return interfaceName;
    }

    /** The number of its interface. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** The address; one of the link with its zone. */
    public InetAddress address() {
        return address;
    }

    /** Of which family it is. */
    public AddressFamily family() {
        return address instanceof Inet4Address ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    /** How many leading bits name its network: 0 to 32, or to 128. Where there is a {@link #peer()} it is the peer's network. */
    public int prefixLength() {
        return prefixLength;
    }

    /** The broadcast address, where one was set. */
    public Optional<Inet4Address> broadcast() {
        return broadcast;
    }

    /** The other end of a point-to-point link. */
    public Optional<InetAddress> peer() {
        return peer;
    }

    /** How far it means the same. */
    public Scope scope() {
        return scope;
    }

    /** What the kernel notes of it. */
    public Set<Flag> flags() {
        return flags;
    }

    /** Whether a peer could reach it, if its interface is up; see {@link NetworkInterfaceInfo#reachableAddresses()}. */
    boolean reachable() {
        return !address.isLoopbackAddress() && !flags.contains(Flag.TENTATIVE) && !flags.contains(Flag.DADFAILED);
    }

    /** Prints {@code 192.0.2.7/24}, {@code fe80::1%2/64}, {@code 192.0.2.7 peer 192.0.2.8/32}. */
    @Override
    public String toString() {
        return InternetAddress.format(address)
                + peer.map(other -> " peer " + InternetAddress.format(other)).orElse("") + "/" + prefixLength;
    }
}
