package io.github.ports4j.macos.socket;

/**
 * The index of the interface that the kernel writes into its addresses of a link or an interface, as KAME did: into bytes 2 and 3, so
 * that fe80::1 on interface 14 is fe80:e::1. Addresses are given by their first 8 bytes.
 *
 * @see "IN6_IS_SCOPE_EMBED, netinet6/in6_var.h; the kernels of macOS 10.15 to 15.6 do so by default (in6_embedded_scope)"
 */
public final class EmbeddedScope {
    private static final int SHIFT = 32;
    private static final long MASK = 0xffffL;

    // the first ten bits of fe80::/10
    private static final int LINK_LOCAL_SHIFT = 54;
    private static final long LINK_LOCAL = 0xfe80 >>> 6;

    // of ff12::, ff is multicast, 1 are flags and 2 is how far it goes
    private static final int MULTICAST_SHIFT = 56;
    private static final long MULTICAST = 0xff;
    private static final int FLAGS_SHIFT = 52;
    private static final int REACH_SHIFT = 48;
    private static final int NIBBLE = 0xf;
    private static final int FLAGS_UNICAST_BASED = 3;
    private static final int REACH_INTERFACE = 1;
    private static final int REACH_LINK = 2;

    private EmbeddedScope() {}

    /** The index of the interface; 0 for an address that has none in it. */
    public static int of(long high) {
        return isEmbedded(high) ? (int) (high >>> SHIFT & MASK) : 0;
    }

    /** The address as the world knows it. */
    public static long cleared(long high) {
        return isEmbedded(high) ? high & ~(MASK << SHIFT) : high;
    }

    private static boolean isEmbedded(long high) {
        if (high >>> LINK_LOCAL_SHIFT == LINK_LOCAL) {
            return true;
        }
        int flags = (int) (high >>> FLAGS_SHIFT) & NIBBLE;
        int reach = (int) (high >>> REACH_SHIFT) & NIBBLE;
        return high >>> MULTICAST_SHIFT == MULTICAST
                && flags != FLAGS_UNICAST_BASED
                && (reach == REACH_INTERFACE || reach == REACH_LINK);
    }
}
