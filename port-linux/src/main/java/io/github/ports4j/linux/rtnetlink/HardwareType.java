package io.github.ports4j.linux.rtnetlink;

/**
 * The kinds of hardware that {@code ifi_type} tells.
 *
 * @see "linux/if_arp.h, Linux 6.1"
 */
public final class HardwareType {
    public static final int ARPHRD_ETHER = 1;
    public static final int ARPHRD_INFINIBAND = 32;
    public static final int ARPHRD_PPP = 512;
    public static final int ARPHRD_RAWIP = 519;
    public static final int ARPHRD_TUNNEL = 768;
    public static final int ARPHRD_TUNNEL6 = 769;
    public static final int ARPHRD_LOOPBACK = 772;
    public static final int ARPHRD_SIT = 776;
    public static final int ARPHRD_IPGRE = 778;
    public static final int ARPHRD_IEEE80211 = 801;
    public static final int ARPHRD_IEEE80211_PRISM = 802;
    public static final int ARPHRD_IEEE80211_RADIOTAP = 803;
    public static final int ARPHRD_IP6GRE = 823;

    private static final int ARPHRD_EETHER = 2;
    private static final int ARPHRD_IEEE802 = 6;
    private static final int ARPHRD_ARCNET = 7;
    private static final int ARPHRD_IEEE1394 = 24;
    private static final int ARPHRD_FDDI = 774;
    private static final int ARPHRD_IEEE802_TR = 800;
    private static final int ARPHRD_IEEE802154 = 804;
    private static final int ARPHRD_IEEE802154_MONITOR = 805;

    private HardwareType() {}

    /** Whether {@code IFLA_ADDRESS} is a hardware address: for tunnels it is one of IP, for loopback it means nothing. */
    static boolean hasMac(int type) {
        return switch (type) {
            case ARPHRD_ETHER,
                    ARPHRD_EETHER,
                    ARPHRD_IEEE802,
                    ARPHRD_ARCNET,
                    ARPHRD_IEEE1394,
                    ARPHRD_INFINIBAND,
                    ARPHRD_FDDI,
                    ARPHRD_IEEE802_TR,
                    ARPHRD_IEEE80211,
                    ARPHRD_IEEE80211_PRISM,
                    ARPHRD_IEEE80211_RADIOTAP,
                    ARPHRD_IEEE802154,
                    ARPHRD_IEEE802154_MONITOR -> true;
            default -> false;
        };
    }
}
