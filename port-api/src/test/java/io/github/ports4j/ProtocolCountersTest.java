package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.spi.ProtocolCountersBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolCountersTest {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();

    private ProtocolCountersBuilder tcp(int bits) {
        return new ProtocolCountersBuilder(StatisticsProtocol.TCP, bits, clock);
    }

    private ProtocolCounters tcp(int bits, long opens) {
        return tcp(bits).counter("ActiveOpens", opens).build();
    }

    private OptionalLong change(int bits, long then, long now) {
        ProtocolCounters earlier = tcp(bits, then);
        clock.pause(TWO_SECONDS);
        CounterRates rates = tcp(bits, now).since(earlier);
        assertThat(rates.names().contains("ActiveOpens"))
                .isEqualTo(rates.change("ActiveOpens").isPresent());
        return rates.change("ActiveOpens");
    }

    @Test
    void holdsWhatWasRead() {
        clock.pause(TWO_SECONDS);
        ProtocolCounters counters =
                tcp(64).gauge("MaxConn", -1).counter("ActiveOpens", 7).build();
        assertThat(counters.protocol()).isEqualTo(StatisticsProtocol.TCP);
        assertThat(counters.at()).isEqualTo(Instant.EPOCH.plusSeconds(2));
        assertThat(counters.names()).containsExactly("MaxConn", "ActiveOpens");
        assertThat(counters.get("ActiveOpens")).hasValue(7);
        assertThat(counters.get("activeopens")).isEmpty();
        assertThat(counters.isGauge("MaxConn")).isTrue();
        assertThat(counters.isGauge("ActiveOpens")).isFalse();
        assertThat(counters.isGauge("None")).isFalse();
        assertThat(counters).hasToString("tcp: MaxConn=-1 ActiveOpens=7");
    }

    @Test
    void canNotBeChanged() {
        ProtocolCountersBuilder builder = tcp(64).counter("ActiveOpens", 7);
        ProtocolCounters counters = builder.build();
        builder.counter("PassiveOpens", 8);
        assertThat(counters.names()).containsExactly("ActiveOpens");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> counters.asMap().put("ActiveOpens", 8L));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> counters.names().remove("ActiveOpens"));
    }

    @Test
    void writesCountersWithoutASign() {
        ProtocolCounters counters =
                tcp(64).gauge("MaxConn", -1).counter("InSegs", -1).build();
        assertThat(counters.text("MaxConn")).contains("-1");
        assertThat(counters.text("InSegs")).contains("18446744073709551615");
        assertThat(counters.text("None")).isEmpty();
        assertThat(counters).hasToString("tcp: MaxConn=-1 InSegs=18446744073709551615");
    }

    @Test
    void tellsGrowth() {
        ProtocolCounters earlier = tcp(64).counter("ActiveOpens", 10)
                .counter("PassiveOpens", 5)
                .counter("Gone", 1)
                .build();
        clock.pause(TWO_SECONDS);
        CounterRates rates = tcp(64).counter("PassiveOpens", 5)
                .counter("ActiveOpens", 27)
                .counter("New", 1)
                .build()
                .since(earlier);
        assertThat(rates.protocol()).isEqualTo(StatisticsProtocol.TCP);
        assertThat(rates.elapsed()).isEqualTo(TWO_SECONDS);
        assertThat(rates.names()).containsExactly("PassiveOpens", "ActiveOpens");
        assertThat(rates.change("ActiveOpens")).hasValue(17);
        assertThat(rates.perSecond("ActiveOpens")).hasValue(8.5);
        assertThat(rates.change("PassiveOpens")).hasValue(0);
        assertThat(rates.perSecond("PassiveOpens")).hasValue(0);
        assertThat(rates.change("Gone")).isEmpty();
        assertThat(rates.change("New")).isEmpty();
        assertThat(rates.perSecond("New")).isEmpty();
        assertThat(rates).hasToString("tcp in 2s: ActiveOpens+17");
    }

    @ParameterizedTest
    @CsvSource({
        "64, -1, 0, 1",
        "64, -5, 12, 17",
        "64, 9223372036854775807, -9223372036854775808, 1",
        "64, 0, 9223372036854775807, 9223372036854775807",
        "32, 4294967295, 0, 1",
        "32, 4294967291, 12, 17",
        "32, 2147483647, 2147483648, 1",
        "32, 0, 2147483647, 2147483647",
    })
    void followsACounterThatHasComeRound(int bits, long then, long now, long grown) {
        assertThat(change(bits, then, now)).hasValue(grown);
    }

    @ParameterizedTest
    @CsvSource({"64, 1000, 3", "64, 1, 0", "32, 1000, 3", "32, 2147483647, 0"})
    void knowsNothingOfACounterThatWasSetBack(int bits, long then, long now) {
        assertThat(change(bits, then, now)).isEmpty();
    }

    @Test
    void letsAGaugeGoDown() {
        ProtocolCounters earlier = tcp(32).gauge("CurrEstab", 5).build();
        clock.pause(TWO_SECONDS);
        CounterRates rates = tcp(32).gauge("CurrEstab", 2).build().since(earlier);
        assertThat(rates.change("CurrEstab")).hasValue(-3);
        assertThat(rates.perSecond("CurrEstab")).isEmpty();
        assertThat(rates).hasToString("tcp in 2s: CurrEstab-3");
    }

    @Test
    void hasNoRateWithoutTime() {
        CounterRates rates = tcp(64, 3).since(tcp(64, 1));
        assertThat(rates.elapsed()).isZero();
        assertThat(rates.change("ActiveOpens")).isEqualTo(OptionalLong.of(2));
        assertThat(rates.perSecond("ActiveOpens")).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void refusesAnotherProtocolAndALaterReading() {
        ProtocolCounters earlier = tcp(64, 1);
        ProtocolCounters udp = new ProtocolCountersBuilder(StatisticsProtocol.UDP, 64, clock).build();
        clock.pause(TWO_SECONDS);
        ProtocolCounters later = tcp(64, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> earlier.since(later))
                .withMessageContaining("later");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.since(udp))
                .withMessageContaining("tcp")
                .withMessageContaining("udp");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 33, 65, -64})
    void refusesAWidthThatNoCounterHas(int bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> tcp(bits)).withMessageContaining(Integer.toString(bits));
    }
}
