package io.github.ports4j.linux;

import io.github.ports4j.InterfaceKind;
import io.github.ports4j.linux.rtnetlink.HardwareType;
import io.github.ports4j.linux.rtnetlink.Link;

/** What interfaces are: by the word of the driver, and where it has none by the hardware. */
final class InterfaceKinds {
    private InterfaceKinds() {}

    /**
     * The kind.
     *
     * @param radio whether nl80211 knows the interface
     */
    static InterfaceKind of(Link link, boolean radio) {
        return radio
                ? InterfaceKind.WIFI
                : link.infoKind().map(InterfaceKinds::ofDriver).orElseGet(() -> ofHardware(link.type()));
    }

    /** By {@code IFLA_INFO_KIND}: the {@code kind} of each {@code struct rtnl_link_ops} of Linux 6.18. */
    private static InterfaceKind ofDriver(String word) {
        return switch (word) {
            case "bridge" -> InterfaceKind.BRIDGE;
            case "bond", "team" -> InterfaceKind.BOND;
            case "veth", "netkit" -> InterfaceKind.VETH;
            case "vlan" -> InterfaceKind.VLAN;
            case "macvlan", "macvtap" -> InterfaceKind.MACVLAN;
            case "ipvlan", "ipvtap" -> InterfaceKind.IPVLAN;
            case "vxlan", "geneve" -> InterfaceKind.VXLAN;
            case "tun" -> InterfaceKind.TUN;
            case "ipip",
                    "sit",
                    "gre",
                    "gretap",
                    "erspan",
                    "ip6tnl",
                    "ip6gre",
                    "ip6gretap",
                    "ip6erspan",
                    "vti",
                    "vti6",
                    "xfrm",
                    "gtp",
                    "amt",
                    "bareudp" -> InterfaceKind.TUNNEL;
            case "wireguard" -> InterfaceKind.WIREGUARD;
            case "ppp" -> InterfaceKind.PPP;
            case "wwan", "rmnet" -> InterfaceKind.CELLULAR;
            case "ipoib" -> InterfaceKind.INFINIBAND;
            case "vrf" -> InterfaceKind.VRF;
            case "dummy" -> InterfaceKind.DUMMY;
            case "ifb" -> InterfaceKind.IFB;
            case "dsa" -> InterfaceKind.ETHERNET;
            case "virt_wifi" -> InterfaceKind.WIFI;
            default -> InterfaceKind.OTHER;
        };
    }

    /** By {@code ifi_type}. */
    private static InterfaceKind ofHardware(int type) {
        return switch (type) {
            case HardwareType.ARPHRD_LOOPBACK -> InterfaceKind.LOOPBACK;
            case HardwareType.ARPHRD_ETHER -> InterfaceKind.ETHERNET;
            case HardwareType.ARPHRD_INFINIBAND -> InterfaceKind.INFINIBAND;
            case HardwareType.ARPHRD_PPP -> InterfaceKind.PPP;
            case HardwareType.ARPHRD_RAWIP -> InterfaceKind.CELLULAR;
            case HardwareType.ARPHRD_TUNNEL,
                    HardwareType.ARPHRD_TUNNEL6,
                    HardwareType.ARPHRD_SIT,
                    HardwareType.ARPHRD_IPGRE,
                    HardwareType.ARPHRD_IP6GRE -> InterfaceKind.TUNNEL;
            case HardwareType.ARPHRD_IEEE80211,
                    HardwareType.ARPHRD_IEEE80211_PRISM,
                    HardwareType.ARPHRD_IEEE80211_RADIOTAP -> InterfaceKind.WIFI;
            default -> InterfaceKind.OTHER;
        };
    }
}
