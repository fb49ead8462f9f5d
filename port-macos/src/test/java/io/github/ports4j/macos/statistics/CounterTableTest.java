package io.github.ports4j.macos.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CounterTableTest {
    /** What macOS 26 moved is behind. */
    private static final int STABLE_TCPSTAT = 200;

    private static String struct(CounterTable table) {
        return table.protocol() + "stat";
    }

    private static int size(CounterTable table) {
        return table.bits() / Byte.SIZE;
    }

    private static int end(CounterTable table) {
        return table.counters().stream().mapToInt(Counter::offset).max().orElseThrow() + size(table);
    }

    /** Each counter with its own offset as value. */
    private static byte[] bytes(CounterTable table, int length) {
        byte[] bytes = new byte[length];
        ByteBuffer out = Fixture.buffer(bytes);
        for (int at = 0; at + size(table) <= length; at += size(table)) {
            if (size(table) == Integer.BYTES) {
                out.putInt(at, at + 1);
            } else {
                out.putLong(at, at + 1);
            }
        }
        return bytes;
    }

    @Test
    void countersAreWhereTheHeadersHaveThem() {
        for (CounterTable table : CounterTable.ALL) {
            for (Counter counter : table.counters()) {
                assertThat(Layouts.field(struct(table), counter.kernelName()))
                        .as(counter.kernelName())
                        .isEqualTo(new Layouts.Field(counter.offset(), size(table)));
            }
        }
        assertThat(end(CounterTable.TCP)).isEqualTo(STABLE_TCPSTAT);
    }

    @Test
    void noNameStandsForTwo() {
        for (CounterTable table : CounterTable.ALL) {
            assertThat(table.counters()).extracting(Counter::name).doesNotHaveDuplicates();
            assertThat(table.counters()).extracting(Counter::offset).doesNotHaveDuplicates();
        }
    }

    @Test
    void readsThemByName() {
        for (CounterTable table : CounterTable.ALL) {
            byte[] bytes = bytes(table, end(table) + 100);
            Map<String, Long> values =
                    table.decode(Fixture.buffer(bytes), bytes.length, false).orElseThrow();
            assertThat(values).hasSameSizeAs(table.counters());
            for (Counter counter : table.counters()) {
                assertThat(values).containsEntry(counter.name(), counter.offset() + 1L);
            }
        }
    }

    /** Against the offsets that were written down apart from the headers. */
    @Test
    void namesOfTheMibsMeanWhatTheyDoElsewhere() {
        byte[] tcp = bytes(CounterTable.TCP, STABLE_TCPSTAT);
        assertThat(CounterTable.TCP
                        .decode(Fixture.buffer(tcp), tcp.length, false)
                        .orElseThrow())
                .containsEntry("ActiveOpens", 1L)
                .containsEntry("PassiveOpens", 5L)
                .containsEntry("RetransSegs", 73L)
                .containsEntry("InSegs", 101L)
                .containsEntry("InCsumErrors", 113L)
                .containsEntry("tcps_conndrops", 17L)
                .containsEntry("tcps_sndtotal", 61L);
        byte[] udp = bytes(CounterTable.UDP, 88);
        assertThat(CounterTable.UDP
                        .decode(Fixture.buffer(udp), udp.length, false)
                        .orElseThrow())
                .containsEntry("InCsumErrors", 9L)
                .containsEntry("NoPorts", 17L)
                .containsEntry("RcvbufErrors", 25L)
                .containsEntry("OutDatagrams", 37L)
                .containsEntry("udps_ipackets", 1L);
        byte[] ip = bytes(CounterTable.IP, 184);
        assertThat(CounterTable.IP.decode(Fixture.buffer(ip), ip.length, false).orElseThrow())
                .containsEntry("InReceives", 1L)
                .containsEntry("InDelivers", 57L)
                .containsEntry("OutRequests", 61L)
                .containsEntry("OutDiscards", 65L)
                .containsEntry("OutNoRoutes", 89L);
    }

    @Test
    void countersHaveNoSign() {
        byte[] bytes = new byte[88];
        Fixture.buffer(bytes).putInt(36, -1);
        assertThat(CounterTable.UDP.decode(Fixture.buffer(bytes), 88, false).orElseThrow())
                .containsEntry("OutDatagrams", (1L << 32) - 1);
    }

    @Test
    void zerosOfTcpAreKeptFromAllButRoot() {
        byte[] zeros = new byte[992];
        assertThat(CounterTable.TCP.decode(Fixture.buffer(zeros), zeros.length, false))
                .isEmpty();
        assertThat(CounterTable.TCP.decode(Fixture.buffer(zeros), zeros.length, true))
                .isPresent();
        assertThat(CounterTable.UDP.decode(Fixture.buffer(zeros), zeros.length, false))
                .isPresent();
        zeros[196] = 1;
        assertThat(CounterTable.TCP.decode(Fixture.buffer(zeros), zeros.length, false))
                .isPresent();
    }

    @Test
    void areOfTheseProtocols() {
        assertThat(CounterTable.of(StatisticsProtocol.TCP)).contains(CounterTable.TCP);
        assertThat(CounterTable.of(StatisticsProtocol.IP6)).contains(CounterTable.IP6);
        assertThat(CounterTable.of(StatisticsProtocol.UDP6)).isEmpty();
        assertThat(CounterTable.ALL)
                .extracting(CounterTable::sysctl)
                .containsExactly(
                        "net.inet.tcp.stats", "net.inet.udp.stats", "net.inet.ip.stats", "net.inet6.ip6.stats");
    }

    @Test
    void refusesWhatIsCut() {
        for (CounterTable table : CounterTable.ALL) {
            Torment.refusesEveryCut(bytes(table, end(table)), in -> table.decode(in, in.limit(), false));
            byte[] longer = bytes(table, end(table) + 8);
            assertThatThrownBy(() -> table.decode(Fixture.buffer(longer), end(table) - 1, false))
                    .isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(220, in -> CounterTable.TCP.decode(in, in.limit(), false));
        Torment.random(220, in -> CounterTable.IP6.decode(in, in.limit(), true));
    }
}
