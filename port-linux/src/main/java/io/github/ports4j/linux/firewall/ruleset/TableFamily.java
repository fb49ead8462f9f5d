package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import java.util.Locale;

/** The family of a table, with nft's names. This set is final. */
public enum TableFamily {
    /** IPv4. */
    IP,
    /** IPv6. */
    IP6,
    /** Both. */
    INET,
    /** The link layer of one device. */
    NETDEV,
    /** What goes over a bridge. */
    BRIDGE,
    /** ARP; no packet of TCP or UDP meets it. */
    ARP;

    /** Whether packets of this family meet its tables at the hooks of IP. */
    public boolean covers(AddressFamily family) {
        return this == INET || this == (family == AddressFamily.IPV4 ? IP : IP6);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
