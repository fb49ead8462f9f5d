package io.github.ports4j.linux.firewall.ruleset;

/** Where a base chain is called; those that no packet to this host meets are left out. This set is final. */
public enum Hook {
    /** As it comes from the device. */
    INGRESS,
    /** Before its way is looked up. */
    PREROUTING,
    /** On its way to a socket of this host. */
    INPUT,
    /** On its way to another host. */
    FORWARD
}
