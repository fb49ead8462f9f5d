package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.LinuxProvider;
import io.github.ports4j.linux.Output;
import io.github.ports4j.linux.Programs;
import io.github.ports4j.linux.process.Child;
import io.github.ports4j.linux.process.Descriptors;
import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.linux.procfs.ProcText;
import io.github.ports4j.spi.HostClock;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the running kernel, in network namespaces where nobody else sends anything. */
class LinuxProtocolStatisticsIT {
    private static final int DATAGRAMS = 1_000;
    private static final int CONNECTIONS = 17;
    private static final int FIRST_UNKNOWN_ICMP = 40;
    private static final int UNKNOWN_ICMPS = 20;

    /** What nstat knows and leaves out, because it makes no sense as a rate ({@code useless_number} in its source). */
    private static final Set<String> NOT_IN_NSTAT = Set.of(
            "ip Forwarding",
            "ip DefaultTTL",
            "tcp RtoAlgorithm",
            "tcp RtoMin",
            "tcp RtoMax",
            "tcp MaxConn",
            "tcp CurrEstab");

    @TempDir
    Path directory;

    private final ProtocolStatistics statistics = new LinuxProvider().statistics();

    private static void assumeNamespaces(String... programs) {
        assumeTrue(
                ProcessHandle.current().info().user().orElse("").equals("root"),
                "only root makes a network namespace here");
        Programs.assumeThere(programs);
    }

    private static void assumeIpv6(Traffic traffic) {
        assumeTrue(
                traffic == Traffic.IPV4 || Files.exists(Path.of("/proc/thread-self/net/if_inet6")),
                "this kernel has no IPv6");
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Reading all(NetworkThread network) {
        return new Reading(network.call(statistics::all));
    }

    private static StatisticsProtocol of(Traffic traffic, StatisticsProtocol four, StatisticsProtocol six) {
        return traffic == Traffic.IPV4 ? four : six;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("root")
    void countsEachDatagramToAClosedPort(Traffic traffic) {
        assumeNamespaces("nsenter", "ip");
        assumeIpv6(traffic);
        StatisticsProtocol udp = of(traffic, StatisticsProtocol.UDP, StatisticsProtocol.UDP6);
        StatisticsProtocol icmp = of(traffic, StatisticsProtocol.ICMP, StatisticsProtocol.ICMP6);
        StatisticsProtocol ip = of(traffic, StatisticsProtocol.IP, StatisticsProtocol.IP6);
        try (NetworkThread network = new NetworkThread()) {
            Reading before = all(network);
            network.call(() -> {
                traffic.sendInVain(DATAGRAMS);
                return true;
            });
            await("all have arrived, and what was answered too", () -> {
                Reading now = all(network);
                return now.change(udp, "NoPorts", before) == DATAGRAMS
                        && now.change(icmp, "InMsgs", before) == now.change(icmp, "OutMsgs", before);
            });
            Reading after = all(network);
            assertThat(after.changes(udp, before))
                    .isEqualTo(Map.of("NoPorts", (long) DATAGRAMS, "OutDatagrams", (long) DATAGRAMS));
            long answered = after.change(icmp, "OutDestUnreachs", before);
            assertThat(answered).isBetween(1L, (long) DATAGRAMS);
            assertThat(after.changes(icmp, before))
                    .containsEntry("InDestUnreachs", answered)
                    .containsEntry("OutMsgs", answered);
            if (after.of(icmp).names().contains("OutRateLimitGlobal")) {
                // the kernel answers only so many per second; newer ones count those that they do not answer
                assertThat(answered
                                + after.change(icmp, "OutRateLimitGlobal", before)
                                + after.change(icmp, "OutRateLimitHost", before))
                        .isEqualTo(DATAGRAMS);
            }
            for (String name : List.of("OutRequests", "InReceives", "InDelivers")) {
                assertThat(after.change(ip, name, before)).as(name).isEqualTo(DATAGRAMS + answered);
            }
            assertThat(after.changes(StatisticsProtocol.TCP, before)).isEmpty();
        }
    }

    /** Of more than 16 the kernel makes several pairs of lines, and whoever can send one adds a type. */
    @Test
    @Tag("root")
    void countsMoreTypesOfIcmpThanGoIntoALine() {
        assumeNamespaces("nsenter", "ip");
        try (NetworkThread network = new NetworkThread()) {
            network.call(() -> {
                IntStream.range(FIRST_UNKNOWN_ICMP, FIRST_UNKNOWN_ICMP + UNKNOWN_ICMPS)
                        .forEach(Traffic::sendIcmp);
                return true;
            });
            for (int type = FIRST_UNKNOWN_ICMP; type < FIRST_UNKNOWN_ICMP + UNKNOWN_ICMPS; type++) {
                String name = "InType" + type;
                await(name, () -> network.call(statistics::icmp).get(name).equals(OptionalLong.of(1)));
            }
            assertThat(network.call(statistics::tcp).names()).contains("ActiveOpens");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("root")
    void countsEachConnection(Traffic traffic) {
        assumeNamespaces("nsenter", "ip");
        assumeIpv6(traffic);
        try (NetworkThread network = new NetworkThread()) {
            Reading before = all(network);
            network.call(() -> {
                traffic.connect(
                        CONNECTIONS,
                        () -> assertThat(statistics.tcp().get("CurrEstab")).hasValue(2 * CONNECTIONS));
                return true;
            });
            await("all have ended", () -> all(network).change(StatisticsProtocol.TCP, "TW", before) == CONNECTIONS);
            Reading after = all(network);
            Map<String, Long> tcp = after.changes(StatisticsProtocol.TCP, before);
            assertThat(tcp)
                    .containsEntry("ActiveOpens", (long) CONNECTIONS)
                    .containsEntry("PassiveOpens", (long) CONNECTIONS)
                    .containsEntry("InSegs", after.change(StatisticsProtocol.TCP, "OutSegs", before))
                    .doesNotContainKeys(
                            "CurrEstab", "AttemptFails", "EstabResets", "OutRsts", "RetransSegs", "ListenDrops");
            after.all().stream()
                    .map(ProtocolCounters::protocol)
                    .filter(other -> other != StatisticsProtocol.TCP)
                    .filter(other -> other != of(traffic, StatisticsProtocol.IP, StatisticsProtocol.IP6))
                    .forEach(other -> assertThat(after.changes(other, before))
                            .as("%s", other)
                            .isEmpty());
        }
    }

    @Test
    @Tag("root")
    @Tag("oracle")
    void hasEveryCounterThatNstatHasAndNoOther() {
        assumeNamespaces("nsenter", "ip", "nstat");
        try (NetworkThread network = new NetworkThread()) {
            network.call(() -> {
                for (Traffic traffic : Traffic.values()) {
                    if (traffic == Traffic.IPV4 || Files.exists(Path.of("/proc/thread-self/net/if_inet6"))) {
                        traffic.sendInVain(DATAGRAMS);
                        traffic.connect(CONNECTIONS, () -> {});
                    }
                }
                return true;
            });
            Path history = directory.resolve("nstat");
            Map<String, BigInteger> nstat = new TreeMap<>();
            Map<String, BigInteger> ours = new TreeMap<>();
            await("nothing moves between two readings of nstat", () -> {
                Map<String, BigInteger> before = Nstat.read(network, history);
                List<ProtocolCounters> between = network.call(statistics::all);
                nstat.clear();
                nstat.putAll(Nstat.read(network, history));
                ours.clear();
                ours.putAll(Nstat.rename(between, nstat));
                return before.equals(nstat);
            });
            Set<String> left = new TreeSet<>(ours.keySet());
            left.removeAll(nstat.keySet());
            assertThat(left).isEqualTo(new TreeSet<>(NOT_IN_NSTAT));
            ours.keySet().removeAll(NOT_IN_NSTAT);
            assertThat(ours).isEqualTo(nstat).hasSizeGreaterThan(200);
            assertThat(nstat.get("UdpNoPorts")).isEqualTo(DATAGRAMS);
        }
    }

    @Test
    @Tag("root")
    void hasTheSettingsOfTheThreadsNamespace() {
        assumeNamespaces("nsenter", "ip");
        try (NetworkThread network = new NetworkThread()) {
            assertThat(network.call(() -> {
                        Files.writeString(Path.of("/proc/sys/net/ipv4/ip_default_ttl"), "77");
                        return statistics.ip().get("DefaultTTL");
                    }))
                    .hasValue(77);
            assertThat(statistics.ip().get("DefaultTTL").orElseThrow())
                    .isEqualTo(setting("/proc/sys/net/ipv4/ip_default_ttl"));
            assertThat(statistics.ip().get("Forwarding").orElseThrow())
                    .isEqualTo(
                            setting("/proc/sys/net/ipv4/ip_forward") == 1 ? 1 : 2); // ipForwarding(1), notForwarding(2)
            assertThat(statistics.tcp().get("MaxConn")).hasValue(-1);
        }
    }

    /** Not by the JDK, which takes the first digit of such a file for the whole. */
    private static long setting(String path) {
        try (ProcFiles files = new ProcFiles()) {
            return Long.parseLong(ProcText.utf8(files.read(path)).strip());
        }
    }

    /** A directory without snmp6 over the kernel's own, for a thread with mounts of its own. */
    @Test
    @Tag("root")
    void saysThatThereIsNoIpv6() throws IOException {
        assumeNamespaces("nsenter", "ip");
        for (String file : List.of("snmp", "netstat")) {
            Files.copy(Path.of("/proc/thread-self/net", file), directory.resolve(file));
        }
        try (NetworkThread network = new NetworkThread()) {
            network.call(() -> {
                NetworkThread.hide(directory, Path.of("/proc/thread-self/net"));
                assertThat(statistics.all())
                        .extracting(counters -> counters.protocol().toString())
                        .contains("ip", "icmp", "tcp", "udp")
                        .noneMatch(name -> name.endsWith("6"));
                assertThatExceptionOfType(UnsupportedFeatureException.class)
                        .isThrownBy(statistics::udp6)
                        .withMessageContaining("no IPv6")
                        .withMessageContaining("/proc/thread-self/net/snmp6");
                return true;
            });
        }
    }

    @Test
    @Tag("root")
    void needsNoPrivilege() {
        assumeNamespaces("setpriv");
        List<String> command = Stream.concat(
                        Stream.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"),
                        Child.java(Unprivileged.class).stream())
                .toList();
        // a name such as icmp InType3 appears when it is first counted, and never goes
        List<String> before = Unprivileged.lines(statistics.all());
        List<String> seen = Output.of(command).lines().toList();
        List<String> after = Unprivileged.lines(statistics.all());
        assertThat(seen).containsAll(before).contains("tcp ActiveOpens");
        assertThat(after).containsAll(seen);
        assertThat(Output.of(List.of(
                        "setpriv", "--bounding-set=-all", "--inh-caps=-all", "grep", "CapEff", "/proc/self/status")))
                .isEqualTo("CapEff:\t0000000000000000\n");
    }

    @Test
    void leavesNothingOpen() {
        LinuxProtocolStatistics none = new LinuxProtocolStatistics(directory.toString(), HostClock.system());
        statistics.all();
        assertThatExceptionOfType(SystemCallException.class).isThrownBy(none::all);
        int before = Descriptors.count();
        for (int i = 0; i < 100; i++) {
            statistics.all();
            statistics.tcp();
            assertThatExceptionOfType(SystemCallException.class).isThrownBy(none::all);
            assertThatExceptionOfType(SystemCallException.class).isThrownBy(none::tcp);
        }
        assertThat(Descriptors.leftOpen(before)).isZero();
    }
}
