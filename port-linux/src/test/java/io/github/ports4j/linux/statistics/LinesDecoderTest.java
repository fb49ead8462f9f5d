package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import io.github.ports4j.linux.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesDecoderTest {
    private static final String SAMPLE = "net-snmp6-6.18.txt";

    private static Counted snmp6(byte[] text) {
        Counted counted = new Counted();
        LinesDecoder.decode(NetFile.SNMP6, "/proc/net/snmp6", text, counted);
        return counted;
    }

    private static Counted snmp6(String text) {
        return snmp6(Hostile.bytes(text));
    }

    @Test
    void readsTheSample() {
        Counted counted = snmp6(Samples.bytes(SAMPLE));
        assertThat(counted.of(Group.IP6))
                .hasSize(33)
                .containsEntry("InReceives", 18L)
                .containsEntry("InHdrErrors", 0L)
                .containsEntry("InOctets", 1334L);
        assertThat(counted.of(Group.ICMP6))
                .hasSize(38)
                .containsEntry("OutDestUnreachs", 3L)
                .containsEntry("InType1", 3L);
        assertThat(counted.of(Group.UDP6))
                .hasSize(9)
                .containsEntry("NoPorts", 3L)
                .containsEntry("OutDatagrams", 3L);
        assertThat(counted.of(Group.UDP_LITE6)).hasSize(8).containsEntry("NoPorts", 0L);
    }

    @Test
    void takesLinesInAnyOrderAndNoneThatIsUnknown() {
        Counted counted = snmp6("""
                UdpLite6NoPorts 4
                Icmp6InType135 \t 2
                ifIndex x
                Foo6Bar -1
                Mptcp6Ip6InReceives 9
                Udp6NoPorts\t3
                Ip6InReceives 18446744073709551615
                Udp6New6 5
                Tcp 1
                """);
        assertThat(counted)
                .hasToString(
                        "{IP6={InReceives=-1}, ICMP6={InType135=2}, UDP6={NoPorts=3, New6=5}, UDP_LITE6={NoPorts=4}}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'\n', 0",
        "'Ip6InReceives\n', 0",
        "'Ip6InReceives 1', 15",
        "'Ip6InReceives 1 2\n', 0",
        "'Ip6InReceives 1\n\n', 16",
        "'Ip6InReceives x\n', 14",
        "'Ip6InReceives -1\n', 14",
        "'Ip6InReceives +1\n', 14",
        "'Ip6InReceives 18446744073709551616\n', 14",
        "'Ip6 1\n', 0",
        "'Ip6A 1\nIp6B 1\nIp6A 1\n', 14",
        "'Ip6\u00e9 1\n', 3",
    })
    void refusesEverythingElseAndSaysWhere(String text, int offset) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> snmp6(text))
                .withMessageContaining("/proc/net/snmp6")
                .satisfies(refused -> assertThat(refused.offset()).isEqualTo(offset));
    }

    /** A file that is cut between two lines has fewer values, and no other. */
    @Test
    void refusesWhatIsCut() {
        byte[] whole = Samples.bytes(SAMPLE);
        Counted all = snmp6(whole);
        int[] taken = {0};
        Hostile.cut(whole, LinesDecoderTest::snmp6, counted -> {
            taken[0]++;
            for (Group group : Group.values()) {
                if (!all.of(group).entrySet().containsAll(counted.of(group).entrySet())) {
                    return false;
                }
            }
            return true;
        });
        assertThat(taken[0]).isEqualTo(87);
    }

    @Test
    void refusesAnythingElse() {
        RandomText random = new RandomText();
        random.decode(LinesDecoderTest::snmp6);
        assertThat(random.refused()).isGreaterThan(400_000);
        assertThat(random.taken()).isPositive();
        Hostile.damage(Samples.bytes(SAMPLE), LinesDecoderTest::snmp6);
    }
}
