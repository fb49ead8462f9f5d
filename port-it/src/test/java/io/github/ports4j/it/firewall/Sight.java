package io.github.ports4j.it.firewall;

/** What a peer sees of a port on which something listens. */
enum Sight {
    /** What listens has answered. */
    OPEN,
    /** A TCP segment with RST. */
    RESET,
    /** An ICMP message that the port is unreachable. */
    PORT_UNREACHABLE,
    /** An ICMP message that it is prohibited. */
    PROHIBITED,
    /** Nothing. */
    FILTERED
}
