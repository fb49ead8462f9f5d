package io.github.ports4j;

import java.util.Locale;

/** Who manages the packet filter of a host. Open: later versions may add constants. */
public enum FirewallManager {
    /** pf(4) of macOS, through pfctl(8). */
    PF,
    /** Rules of nf_tables that no manager known here has made, through libnftables or nft(8). */
    NFTABLES,
    /** firewalld(1). */
    FIREWALLD,
    /** ufw(8). */
    UFW,
    /** iptables(8) whose rules nf_tables holds. */
    IPTABLES,
    /** iptables(8) whose rules the old x_tables hold; they are invisible to nft(8). */
    IPTABLES_LEGACY,
    /** Nobody: nothing filters. */
    NONE,
    /** It can't be told: several manage at once, or this user may not look. */
    UNKNOWN;

    /** Prints the name of its program: {@code nftables}, {@code iptables-legacy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
