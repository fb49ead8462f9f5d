package io.github.ports4j.linux.statistics;

import io.github.ports4j.StatisticsProtocol;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups of values as the kernel names them. Those of the MIB stand before those that extend them.
 *
 * @see "net/ipv4/proc.c, net/ipv6/proc.c and net/mptcp/mib.c of Linux 6.18; Documentation/networking/snmp_counter.rst"
 */
enum Group {
    IP(NetFile.SNMP, "Ip", StatisticsProtocol.IP),
    IP_EXT(NetFile.NETSTAT, "IpExt", StatisticsProtocol.IP),
    ICMP(NetFile.SNMP, "Icmp", StatisticsProtocol.ICMP),
    ICMP_MSG(NetFile.SNMP, "IcmpMsg", StatisticsProtocol.ICMP),
    TCP(NetFile.SNMP, "Tcp", StatisticsProtocol.TCP),
    TCP_EXT(NetFile.NETSTAT, "TcpExt", StatisticsProtocol.TCP),
    UDP(NetFile.SNMP, "Udp", StatisticsProtocol.UDP),
    UDP_LITE(NetFile.SNMP, "UdpLite", StatisticsProtocol.UDPLITE),
    MPTCP_EXT(NetFile.NETSTAT, "MPTcpExt", StatisticsProtocol.MPTCP),
    IP6(NetFile.SNMP6, "Ip6", StatisticsProtocol.IP6),
    ICMP6(NetFile.SNMP6, "Icmp6", StatisticsProtocol.ICMP6),
    UDP6(NetFile.SNMP6, "Udp6", StatisticsProtocol.UDP6),
    UDP_LITE6(NetFile.SNMP6, "UdpLite6", StatisticsProtocol.UDPLITE6);

    private final NetFile file;
    private final String word;
    private final StatisticsProtocol protocol;

    Group(NetFile file, String word, StatisticsProtocol protocol) {
        this.file = file;
        this.word = word;
        this.protocol = protocol;
    }

    /** The group that a word of this file stands for; empty if it is none of those known. */
    static Optional<Group> of(NetFile file, String word) {
        return Arrays.stream(values())
                .filter(group -> group.file == file && group.word.equals(word))
                .findFirst();
    }

    /** The groups with values of a protocol; none if there is no routine for it. */
    static Set<Group> of(StatisticsProtocol protocol) {
        Set<Group> groups = EnumSet.allOf(Group.class);
        groups.removeIf(group -> group.protocol != protocol);
        return groups;
    }

    /** The protocols that have groups. */
    static Set<StatisticsProtocol> protocols() {
        return Arrays.stream(values())
                .map(group -> group.protocol)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StatisticsProtocol.class)));
    }

    /** Where it is. */
    NetFile file() {
        return file;
    }

    /** As the kernel writes it. */
    String word() {
        return word;
    }

    /**
     * Whether the value of this name goes up and down, or is a setting. Only these may have a sign.
     *
     * <p>All others are counters, also where a MIB has a setting of that name: on Linux {@code ReasmTimeout} is how often the
     * time ran out, and {@code TCPMemoryPressuresChrono} is milliseconds added up.
     */
    boolean isGauge(String name) {
        return switch (this) {
            // the sysctls net.ipv4.ip_forward and net.ipv4.ip_default_ttl
            case IP -> name.equals("Forwarding") || name.equals("DefaultTTL");
            case TCP ->
                switch (name) {
                    // settings of the kernel; MaxConn is printed with a sign, and -1 is no limit
                    case "RtoAlgorithm", "RtoMin", "RtoMax", "MaxConn" -> true;
                    // the connections that there are
                    case "CurrEstab" -> true;
                    default -> false;
                };
            // the connections that there are
            case MPTCP_EXT -> name.equals("MPCurrEstab");
            default -> false;
        };
    }
}
