package io.github.ports4j.linux.firewall.ruleset;

/** What connection tracking knows of the first packet of a connection. */
enum Tracking {
    /** It has not seen it yet: to {@code ct state} it is invalid. */
    NOT_YET,
    /** It is the first of a connection. */
    NEW,
    /** It was told to leave it alone. */
    UNTRACKED,
    /** One of the above. */
    UNKNOWN
}
