package io.github.ports4j.linux.firewall.ruleset;

/** What a base chain is for. This set is final. */
public enum ChainType {
    /** To filter. */
    FILTER,
    /** To translate addresses; only the first packet of a connection meets it. */
    NAT,
    /** To look the way up anew. */
    ROUTE
}
