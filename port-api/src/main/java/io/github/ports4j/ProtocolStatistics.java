package io.github.ports4j;

import java.util.List;

/**
 * What the protocols of this host, or of the network namespace that the calling thread is in, have counted. Stateless and safe for
 * use by many threads. No privilege is needed.
 *
 * <p>Replaces {@code netstat -s}, {@code netstat -s -p tcp} and {@code nstat}. Each method throws {@link SystemCallException} if the
 * system refuses to answer, and {@link MalformedReplyException} if the answer has a form that is not known.
 */
public interface ProtocolStatistics {
    /**
     * The counters of one protocol.
     *
     * @throws UnsupportedFeatureException if this system keeps none of it
     */
    ProtocolCounters read(StatisticsProtocol protocol);

    /** The counters of every protocol of which this system keeps some, read as close to each other as can be. */
    List<ProtocolCounters> all();

    /** The counters of TCP, over IPv4 and IPv6 together. */
    default ProtocolCounters tcp() {
        return read(StatisticsProtocol.TCP);
    }

    /** The counters of UDP over IPv4. */
    default ProtocolCounters udp() {
        return read(StatisticsProtocol.UDP);
    }

    /** The counters of UDP over IPv6. */
    default ProtocolCounters udp6() {
        return read(StatisticsProtocol.UDP6);
    }

    /** The counters of UDP-Lite over IPv4. */
    default ProtocolCounters udpLite() {
        return read(StatisticsProtocol.UDPLITE);
    }

    /** The counters of UDP-Lite over IPv6. */
    default ProtocolCounters udpLite6() {
        return read(StatisticsProtocol.UDPLITE6);
    }

    /** The counters of IPv4. */
    default ProtocolCounters ip() {
        return read(StatisticsProtocol.IP);
    }

    /** The counters of IPv6. */
    default ProtocolCounters ip6() {
        return read(StatisticsProtocol.IP6);
    }

    /** The counters of ICMP. */
    default ProtocolCounters icmp() {
        return read(StatisticsProtocol.ICMP);
    }

    /** The counters of ICMPv6. */
    default ProtocolCounters icmp6() {
        return read(StatisticsProtocol.ICMP6);
    }
}
