package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ProtocolCounters;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counters of a namespace as nstat(8) tells them, by the names that it gives: {@code TcpExtListenDrops}. */
final class Nstat {
    /** The groups that nstat puts before names and we do not, the longer ones first. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "ip", List.of("IpExt", "Ip"),
            "ip6", List.of("Ip6"),
            "icmp", List.of("IcmpMsg", "Icmp"),
            "icmp6", List.of("Icmp6"),
            "tcp", List.of("TcpExt", "Tcp"),
            "udp", List.of("Udp"),
            "udp6", List.of("Udp6"),
            "udplite", List.of("UdpLite"),
            "udplite6", List.of("UdpLite6"),
            "mptcp", List.of("MPTcpExt"));

    private Nstat() {}

    /** All counters, zero or not, since the namespace was made. */
    static Map<String, BigInteger> read(NetworkThread network, Path history) {
        Map<String, BigInteger> counters = new TreeMap<>();
        network.run("env", "NSTAT_HISTORY=" + history, "nstat", "-azs")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .forEach(fields -> assertThat(counters.put(fields[0], new BigInteger(fields[1])))
                        .as("%s twice", fields[0])
                        .isNull());
        return counters;
    }

    /** Ours under the names that nstat has: those of its names that, without their group, are one of ours. */
    static Map<String, BigInteger> rename(List<ProtocolCounters> ours, Map<String, BigInteger> nstat) {
        Map<String, BigInteger> renamed = new TreeMap<>();
        for (ProtocolCounters counters : ours) {
            for (String name : counters.names()) {
                String theirs = GROUPS.getOrDefault(counters.protocol().toString(), List.of()).stream()
                        .map(group -> group + name)
                        .filter(nstat::containsKey)
                        .findFirst()
                        .orElse(counters.protocol() + " " + name);
                renamed.put(theirs, new BigInteger(counters.text(name).orElseThrow()));
            }
        }
        return renamed;
    }
}
