package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import io.github.ports4j.linux.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairsDecoderTest {
    private static final String SNMP = "net-snmp-6.18.txt";
    private static final String NETSTAT = "net-netstat-6.18.txt";

    private static Counted snmp(byte[] text) {
        Counted counted = new Counted();
        PairsDecoder.decode(NetFile.SNMP, "/proc/net/snmp", text, counted);
        return counted;
    }

    private static Counted snmp(String text) {
        return snmp(Hostile.bytes(text));
    }

    private static Counted netstat(byte[] text) {
        Counted counted = new Counted();
        PairsDecoder.decode(NetFile.NETSTAT, "/proc/net/netstat", text, counted);
        return counted;
    }

    @Test
    void readsSnmp() {
        Counted counted = snmp(Samples.bytes(SNMP));
        assertThat(counted.of(Group.IP))
                .hasSize(20)
                .containsEntry("Forwarding", 2L)
                .containsEntry("DefaultTTL", 64L);
        assertThat(counted.of(Group.IP)).containsEntry("InReceives", 18L).containsEntry("OutTransmits", 18L);
        assertThat(counted.of(Group.ICMP)).hasSize(29).containsEntry("OutDestUnreachs", 3L);
        assertThat(counted.of(Group.ICMP_MSG)).containsExactly(Map.entry("InType3", 3L), Map.entry("OutType3", 3L));
        assertThat(counted.of(Group.TCP))
                .containsExactly(
                        Map.entry("RtoAlgorithm", 1L),
                        Map.entry("RtoMin", 200L),
                        Map.entry("RtoMax", 120_000L),
                        Map.entry("MaxConn", -1L),
                        Map.entry("ActiveOpens", 4L),
                        Map.entry("PassiveOpens", 4L),
                        Map.entry("AttemptFails", 0L),
                        Map.entry("EstabResets", 0L),
                        Map.entry("CurrEstab", 0L),
                        Map.entry("InSegs", 24L),
                        Map.entry("OutSegs", 24L),
                        Map.entry("RetransSegs", 0L),
                        Map.entry("InErrs", 0L),
                        Map.entry("OutRsts", 0L),
                        Map.entry("InCsumErrors", 0L));
        assertThat(counted.of(Group.UDP))
                .hasSize(9)
                .containsEntry("NoPorts", 3L)
                .containsEntry("OutDatagrams", 3L);
        assertThat(counted.of(Group.UDP_LITE)).hasSize(9).containsEntry("NoPorts", 0L);
    }

    @Test
    void readsNetstat() {
        Counted counted = netstat(Samples.bytes(NETSTAT));
        assertThat(counted.of(Group.TCP_EXT))
                .containsEntry("TW", 4L)
                .containsEntry("TCPPureAcks", 8L)
                .containsEntry("TCPDelivered", 12L)
                .containsEntry("ListenDrops", 0L);
        assertThat(counted.of(Group.IP_EXT))
                .hasSize(18)
                .containsEntry("InOctets", 914L)
                .containsEntry("InNoECTPkts", 18L);
        assertThat(counted.of(Group.MPTCP_EXT)).containsEntry("MPCurrEstab", 0L);
    }

    /** What a reader of columns by their position gets wrong. */
    @Test
    void goesByTheNamesAlone() {
        assertThat(snmp("Udp: InDatagrams NoPorts OutDatagrams\nUdp: 113 120 234\n")
                        .of(Group.UDP))
                .isEqualTo(snmp("Udp: OutDatagrams InDatagrams NoPorts\nUdp: 234 113 120\n")
                        .of(Group.UDP))
                .isEqualTo(Map.of("InDatagrams", 113L, "NoPorts", 120L, "OutDatagrams", 234L));
        assertThat(snmp("Udp: InDatagrams ANewOne NoPorts OutDatagrams\nUdp: 113 7 120 234\n")
                        .of(Group.UDP))
                .isEqualTo(Map.of("InDatagrams", 113L, "ANewOne", 7L, "NoPorts", 120L, "OutDatagrams", 234L));
    }

    @Test
    void takesGroupsInAnyOrderAndNoneThatIsUnknown() {
        Counted counted = snmp("""
                IcmpMsg: InType3
                IcmpMsg: 1
                Foo: a a
                Foo: x -y
                TcpExt: TW
                TcpExt: 1
                Ip:
                Ip:
                Icmp: InMsgs
                Icmp: 2
                """);
        assertThat(counted).hasToString("{ICMP={InMsgs=2}, ICMP_MSG={InType3=1}}");
    }

    @Test
    void takesNumbersOf64BitsAndASignWhereThereMayBeOne() {
        assertThat(snmp("Udp: A B\nUdp: 18446744073709551615 9223372036854775808\n")
                        .of(Group.UDP))
                .isEqualTo(Map.of("A", -1L, "B", Long.MIN_VALUE));
        assertThat(snmp("Tcp: MaxConn CurrEstab\nTcp: -1 18446744073709551615\n")
                        .of(Group.TCP))
                .isEqualTo(Map.of("MaxConn", -1L, "CurrEstab", -1L));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'\n', 0",
        "'Udp: A\n', 7",
        "'Udp: A\nUdp: 1', 13",
        "'Udp: A\n\nUdp: 1\n', 7",
        "'Udp A\nUdp 1\n', 0",
        "' \nUdp: A\nUdp: 1\n', 0",
        "'Udp: A\nTcp: 1\n', 7",
        "'Udp: A\nUdp: 1 2\n', 7",
        "'Udp: A B\nUdp: 1\n', 9",
        "'Foo: A B\nFoo: 1\n', 9",
        "'Udp: A\nUdp: x\n', 12",
        "'Udp: A B\nUdp: 1 -1\n', 16",
        "'Udp: A\nUdp: +1\n', 12",
        "'Udp: A\nUdp: 1.0\n', 12",
        "'Udp: A\nUdp: 18446744073709551616\n', 12",
        "'Tcp: MaxConn\nTcp: -\n', 18",
        "'Tcp: MaxConn\nTcp: --1\n', 18",
        "'Tcp: MaxConn\nTcp: -9223372036854775809\n', 18",
        "'Tcp: MaxConn InSegs\nTcp: -1 -1\n', 28",
        "'Udp: A A\nUdp: 1 2\n', 7",
        "'Udp: A\nUdp: 1\nUdp: A\nUdp: 2\n', 19",
        "'Udp: \u00e9\nUdp: 1\n', 5",
        "'Udp: A\r\nUdp: 1\r\n', 6",
    })
    void refusesEverythingElseAndSaysWhere(String text, int offset) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> snmp(text))
                .withMessageContaining("/proc/net/snmp")
                .satisfies(refused -> assertThat(refused.offset()).isEqualTo(offset));
    }

    /** As Linux 6.18 writes it when more than 16 types were seen: as many pairs as it takes. */
    @Test
    void takesAGroupInSeveralPairs() {
        Counted counted = snmp("IcmpMsg: InType40 InType41\nIcmpMsg: 1 2\nIcmpMsg: InType42\nIcmpMsg: 3\n");
        assertThat(counted.of(Group.ICMP_MSG))
                .containsExactly(entry("InType40", 1L), entry("InType41", 2L), entry("InType42", 3L));
    }

    /** A file that is cut between two pairs has fewer groups, and those it has are whole. */
    @ParameterizedTest
    @ValueSource(strings = {SNMP, NETSTAT})
    void refusesWhatIsCut(String sample) {
        NetFile file = sample.equals(SNMP) ? NetFile.SNMP : NetFile.NETSTAT;
        byte[] whole = Samples.bytes(sample);
        String all = decode(file, whole).toString();
        int[] taken = {0};
        Hostile.cut(whole, cut -> decode(file, cut), counted -> {
            taken[0]++;
            for (Group group : Group.values()) {
                if (counted.has(group) && !all.contains(group + "=" + counted.of(group))) {
                    return false;
                }
            }
            return true;
        });
        List<String> lines =
                new String(whole, StandardCharsets.US_ASCII).lines().toList();
        assertThat(taken[0]).isEqualTo(lines.size() / 2 - 1);
    }

    private static Counted decode(NetFile file, byte[] text) {
        return file == NetFile.SNMP ? snmp(text) : netstat(text);
    }

    @Test
    void refusesAnythingElse() {
        RandomText random = new RandomText();
        random.decode(PairsDecoderTest::snmp);
        assertThat(random.refused()).isGreaterThan(400_000);
        assertThat(random.taken()).isPositive();
        Hostile.damage(Samples.bytes(SNMP), PairsDecoderTest::snmp);
        Hostile.damage(Arrays.copyOf(Samples.bytes(SNMP), 400), PairsDecoderTest::snmp);
        Hostile.damage(Samples.bytes(NETSTAT), PairsDecoderTest::netstat);
    }
}
