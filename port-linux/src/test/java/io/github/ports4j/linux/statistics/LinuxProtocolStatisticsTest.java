package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.spi.HostClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the files of a directory. */
class LinuxProtocolStatisticsTest {
    @TempDir
    Path directory;

    private LinuxProtocolStatistics statistics;

    @BeforeEach
    void fill() throws IOException {
        for (String file : List.of("snmp", "netstat", "snmp6")) {
            Files.write(directory.resolve(file), Samples.bytes("net-" + file + "-6.18.txt"));
        }
        statistics = new LinuxProtocolStatistics(directory.toString(), HostClock.system());
    }

    private void replace(String file, String what, String by) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path, StandardCharsets.US_ASCII);
        String other = text.replaceAll(what, by);
        assertThat(other).isNotEqualTo(text);
        Files.writeString(path, other);
    }

    private List<StatisticsProtocol> protocols() {
        return statistics.all().stream().map(ProtocolCounters::protocol).toList();
    }

    @Test
    void hasTheProtocolsOfLinux() {
        assertThat(protocols())
                .containsExactly(
                        StatisticsProtocol.IP,
                        StatisticsProtocol.IP6,
                        StatisticsProtocol.ICMP,
                        StatisticsProtocol.ICMP6,
                        StatisticsProtocol.TCP,
                        StatisticsProtocol.UDP,
                        StatisticsProtocol.UDP6,
                        StatisticsProtocol.UDPLITE,
                        StatisticsProtocol.UDPLITE6,
                        StatisticsProtocol.MPTCP);
        for (ProtocolCounters counters : statistics.all()) {
            assertThat(statistics.read(counters.protocol()).asMap()).isEqualTo(counters.asMap());
        }
    }

    @Test
    void putsTheGroupsOfAProtocolTogether() {
        ProtocolCounters tcp = statistics.tcp();
        assertThat(tcp.get("ActiveOpens")).hasValue(4);
        assertThat(tcp.get("ListenDrops")).hasValue(0);
        assertThat(tcp.get("TW")).hasValue(4);
        assertThat(statistics.ip().get("InReceives")).hasValue(18);
        assertThat(statistics.ip().get("InOctets")).hasValue(914);
        assertThat(statistics.icmp().get("InDestUnreachs")).hasValue(3);
        assertThat(statistics.icmp().get("InType3")).hasValue(3);
        assertThat(statistics.udp6().get("NoPorts")).hasValue(3);
        assertThat(statistics.icmp6().get("OutType1")).hasValue(3);
    }

    @Test
    void tellsGaugesAndSettingsFromCounters() {
        assertThat(statistics.all())
                .flatMap(counters -> counters.names().stream()
                        .filter(counters::isGauge)
                        .map(name -> counters.protocol() + " " + name + " "
                                + counters.text(name).orElseThrow())
                        .toList())
                .containsExactly(
                        "ip Forwarding 2",
                        "ip DefaultTTL 64",
                        "tcp RtoAlgorithm 1",
                        "tcp RtoMin 200",
                        "tcp RtoMax 120000",
                        "tcp MaxConn -1",
                        "tcp CurrEstab 0",
                        "mptcp MPCurrEstab 0");
    }

    @Test
    void putsTheGroupInFrontOfANameThatIsTaken() throws IOException {
        replace("netstat", "IpExt: InNoRoutes", "IpExt: InReceives");
        assertThat(statistics.ip().get("InReceives")).hasValue(18);
        assertThat(statistics.ip().get("IpExtInReceives")).hasValue(0);
        assertThat(statistics.ip().get("InNoRoutes")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"IP6", "ICMP6", "UDP6", "UDPLITE6"})
    void saysThatThereIsNoIpv6(StatisticsProtocol protocol) throws IOException {
        Files.delete(directory.resolve("snmp6"));
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> statistics.read(protocol))
                .withMessage("this host has no IPv6, so there are no statistics of " + protocol + ": "
                        + directory.resolve("snmp6") + " is missing");
        assertThat(protocols()).hasSize(6).doesNotContain(protocol);
    }

    @Test
    void saysThatThisKernelKeepsNone() throws IOException {
        replace("snmp", "(?m)^UdpLite:.*\n", "");
        replace("netstat", "(?m)^MPTcpExt:.*\n", "");
        replace("snmp6", "(?m)^UdpLite6.*\n", "");
        for (StatisticsProtocol protocol :
                List.of(StatisticsProtocol.UDPLITE, StatisticsProtocol.MPTCP, StatisticsProtocol.UDPLITE6)) {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> statistics.read(protocol))
                    .withMessage("this kernel keeps no statistics of " + protocol);
        }
        assertThat(protocols()).hasSize(7);
        assertThat(statistics.udp().get("NoPorts")).hasValue(3);
        assertThat(statistics.udp6().get("NoPorts")).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"IGMP", "SCTP", "DCCP"})
    void saysThatThereIsNoRoutine(StatisticsProtocol protocol) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> statistics.read(protocol))
                .withMessage("there is no routine that reads statistics of " + protocol + " on Linux");
    }

    @Test
    void readsOnlyWhatItNeeds() throws IOException {
        Files.writeString(directory.resolve("netstat"), "broken");
        Files.delete(directory.resolve("snmp6"));
        assertThat(statistics.udp().get("NoPorts")).hasValue(3);
        assertThat(statistics.icmp().names()).isNotEmpty();
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(statistics::tcp)
                .withMessageContaining(directory.resolve("netstat").toString());
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(statistics::all);
    }

    @Test
    void takesAnEmptyFileForACutOneAndNotForAMissingOne() throws IOException {
        Files.writeString(directory.resolve("snmp6"), "");
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(statistics::ip6)
                .withMessageContaining(directory.resolve("snmp6").toString());
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(statistics::all);
    }

    @Test
    void missesAFileThatEveryKernelHas() throws IOException {
        Files.delete(directory.resolve("netstat"));
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(statistics::tcp)
                .withMessageContaining(directory.resolve("netstat").toString())
                .withMessageContaining("ENOENT");
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(() -> new LinuxProtocolStatistics(directory + "/none", HostClock.system()).ip6())
                .withMessageContaining("/none");
    }

    /** More than a counter of 32 bits could have grown. */
    @Test
    void hasCountersOf64Bits() throws IOException {
        ProtocolCounters earlier = statistics.tcp();
        replace("snmp", "(?m)^Tcp: 1 200 120000 -1 4 ", "Tcp: 1 200 120000 -1 5000000004 ");
        assertThat(statistics.tcp().since(earlier).change("ActiveOpens")).hasValue(5_000_000_000L);
    }

    @Test
    void readsAllAtOneTime() {
        List<ProtocolCounters> first = statistics.all();
        List<ProtocolCounters> second = statistics.all();
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).since(first.get(i)).names())
                    .isEqualTo(second.get(i).names());
        }
    }
}
