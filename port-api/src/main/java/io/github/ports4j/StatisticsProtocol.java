package io.github.ports4j;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A protocol of which a system may keep statistics; not every system does of each. Open: later versions may add constants.
 */
public enum StatisticsProtocol {
    /** IPv4. */
    IP,
    /** IPv6. */
    IP6,
    /** ICMP. */
    ICMP,
    /** ICMPv6. */
    ICMP6,
    /** TCP, over IPv4 and IPv6. */
    TCP,
    /** UDP over IPv4. */
    UDP,
    /** UDP over IPv6. */
    UDP6,
    /** UDP-Lite over IPv4. */
    UDPLITE,
    /** UDP-Lite over IPv6. */
    UDPLITE6,
    /** Multipath TCP. */
    MPTCP,
    /** IGMP. */
    IGMP,
    /** SCTP. */
    SCTP,
    /** DCCP. */
    DCCP;

    /**
     * The protocol of this name, in capitals or not; {@code ipv6-icmp} and other usual names of some are taken too.
     *
     * @throws IllegalArgumentException if it is none of those known; the message lists them
     */
    public static StatisticsProtocol named(String name) {
        String usual = usual(name.toLowerCase(Locale.ROOT));
        for (StatisticsProtocol protocol : values()) {
            if (protocol.toString().equals(usual)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("unknown protocol '" + Printable.of(name) + "'; known are "
                + Arrays.stream(values()).map(StatisticsProtocol::toString).collect(Collectors.joining(", ")));
    }

    private static String usual(String name) {
        return switch (name) {
            case "ipv4", "ip4" -> "ip";
            case "ipv6" -> "ip6";
            case "icmp4", "icmpv4" -> "icmp";
            case "icmpv6", "ipv6-icmp" -> "icmp6";
            case "udp4" -> "udp";
            case "udp-lite" -> "udplite";
            case "udp-lite6" -> "udplite6";
            default -> name;
        };
    }

    /** Prints {@code tcp}, {@code udp6} and so on. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
