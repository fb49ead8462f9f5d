package io.github.ports4j;

import java.util.Locale;

/** What a network interface is. Open: later versions may add constants. */
public enum InterfaceKind {
    /** A wired network card, or something that looks like one and does not say what it is. */
    ETHERNET,
    /** A radio network card. */
    WIFI,
    /** The host itself. */
    LOOPBACK,
    /** A switch in software. */
    BRIDGE,
    /** Several interfaces as one. */
    BOND,
    /** One end of a virtual cable. */
    VETH,
    /** A network of its own on the cable of another interface. */
    VLAN,
    /** A further hardware address on another interface; macvtap too. */
    MACVLAN,
    /** A further address on another interface, with its hardware address; ipvtap too. */
    IPVLAN,
    /** An Ethernet carried in UDP; geneve too. */
    VXLAN,
    /** A tunnel to a program, of packets (tun) or of Ethernet (tap). */
    TUN,
    /** A tunnel in IP: IPIP, SIT, GRE, VTI, XFRM and their like. */
    TUNNEL,
    /** WireGuard. */
    WIREGUARD,
    /** A serial or telephone line. */
    PPP,
    /** A modem of a mobile network. */
    CELLULAR,
    /** InfiniBand. */
    INFINIBAND,
    /** A routing table of its own. */
    VRF,
    /** One that throws everything away. */
    DUMMY,
    /** One to shape what another receives. */
    IFB,
    /** Something else; {@link NetworkInterfaceInfo#driverKind()} may tell. */
    OTHER;

    /** Prints {@code ethernet}, {@code wifi} and so on. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
