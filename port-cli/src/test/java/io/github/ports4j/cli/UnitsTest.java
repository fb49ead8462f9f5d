package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1 bit/s",
        "999, 999 bit/s",
        "10000000, 10 Mbit/s",
        "866700000, 866.7 Mbit/s",
        "1000000000, 1 Gbit/s",
        "2500000000, 2.5 Gbit/s",
        "100000000000, 100 Gbit/s",
        "9223372036854775807, 9.223372036854775807 Ebit/s"
    })
    void speeds(long bits, String text) {
        assertThat(Units.bitsPerSecond(bits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.59964, 0.6",
        "0.000277, 0.000277",
        "12.345, 12.3",
        "100, 100",
        "123456.7, 123457",
        "1e30, 1000000000000000000000000000000"
    })
    void rates(double perSecond, String text) {
        assertThat(Units.rate(perSecond)).isEqualTo(text);
    }
}
