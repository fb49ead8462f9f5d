package io.github.ports4j.linux.firewall.ruleset;

/** What of a packet is looked at. This set is final. */
public enum Field {
    /** The destination port as it is now: a {@link Span}. */
    DESTINATION_PORT,
    /** The destination port as the client wrote it: a {@link Span}. */
    ORIGINAL_DESTINATION_PORT,
    /** The source address: a {@link Span}. */
    SOURCE_ADDRESS,
    /** The destination address: a {@link Span}. Which one of this host's it is, is not known. */
    DESTINATION_ADDRESS,
    /** The protocol over IP: a {@link Name} such as {@code tcp}, or its number. */
    L4_PROTOCOL,
    /** {@code ipv4} or {@code ipv6}. */
    NF_PROTOCOL,
    /** The name of the interface by which it came in. */
    INPUT_INTERFACE,
    /** The name of the interface by which it goes out. */
    OUTPUT_INTERFACE,
    /** Its state: {@code new}, {@code established}, {@code related}, {@code invalid} or {@code untracked}. */
    CT_STATE,
    /** The status of its connection: {@code dnat} and others. */
    CT_STATUS,
    /** {@code original} or {@code reply}. */
    CT_DIRECTION,
    /** Something else of its connection, that is not known beforehand. */
    CT_OTHER,
    /** {@code fib daddr type}: {@code local}, {@code broadcast} and others. */
    DESTINATION_TYPE,
    /** {@code fib saddr . iif oif}: {@code missing} or {@code exists}. */
    REVERSE_PATH,
    /** {@code host}, {@code broadcast}, {@code multicast} or {@code other}. */
    PACKET_TYPE,
    /** Something whose value is not known beforehand. */
    OTHER
}
