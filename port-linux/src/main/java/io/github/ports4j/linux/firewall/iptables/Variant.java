package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.FirewallManager;

/** Which part of the kernel holds the rules of iptables. This set is final. */
public enum Variant {
    /** nf_tables. */
    NFT("nft", "(nf_tables)", FirewallManager.IPTABLES),
    /** The old x_tables. */
    LEGACY("legacy", "(legacy)", FirewallManager.IPTABLES_LEGACY);

    private final String infix;
    private final String version;
    private final FirewallManager manager;

    Variant(String infix, String version, FirewallManager manager) {
        this.infix = infix;
        this.version = version;
        this.manager = manager;
    }

    /** What stands in the names of its programs: {@code iptables-nft-save}. */
    String infix() {
        return infix;
    }

    /** Whether a program of plain name is of this variant, by what {@code -V} has it say; before 1.8 there was only the old one. */
    boolean isOf(String said) {
        return said.contains(version) || (this == LEGACY && !said.contains(NFT.version));
    }

    /** What it is called. */
    public FirewallManager manager() {
        return manager;
    }
}
