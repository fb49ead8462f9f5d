package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportPortTest {
    @Test
    void readsWhatItPrints() {
        assertThat(TransportPort.parse("8080"))
                .isEqualTo(TransportPort.tcp(8080))
                .hasToString("8080/tcp");
        assertThat(TransportPort.parse("8080/TCP")).isEqualTo(TransportPort.tcp(8080));
        assertThat(TransportPort.parse("53/udp"))
                .isEqualTo(TransportPort.udp(53))
                .hasToString("53/udp");
        assertThat(TransportPort.parse("65535")).isEqualTo(TransportPort.tcp(65535));
    }

    @Test
    void equalInBothParts() {
        assertThat(TransportPort.tcp(53))
                .isEqualTo(TransportPort.tcp(53))
                .hasSameHashCodeAs(TransportPort.tcp(53))
                .isNotEqualTo(TransportPort.tcp(54))
                .isNotEqualTo(TransportPort.udp(53))
                .isNotEqualTo(53);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "abc", "80/", "80/sctp", "80/tcp/udp", "8 0", "99999999999", "٨٠"})
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TransportPort.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536, Integer.MIN_VALUE})
    void refusesNumbersThatAreNoPorts(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportPort.tcp(number))
                .withMessageContaining(Integer.toString(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-1", "0-10", "1-65536", "1-", "-5", "a-b", "1-2-3", ""})
    void refusesRangesThatAreReversedOrNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PortRange.parse(text));
    }

    @Test
    void aRangeHoldsBothItsEnds() {
        PortRange range = PortRange.parse("1000-1002");
        assertThat(range.size()).isEqualTo(3);
        assertThat(range.contains(999)).isFalse();
        assertThat(range.contains(1000)).isTrue();
        assertThat(range.contains(1002)).isTrue();
        assertThat(range.contains(1003)).isFalse();
        assertThat(range).hasToString("1000-1002");
        assertThat(PortRange.parse("7")).isEqualTo(PortRange.of(7, 7)).hasToString("7");
    }
}
