package io.github.ports4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    @ParameterizedTest
    @CsvSource({"6, 1", "9, 2", "10, 2", "20, 6", "30, 10", "31, 10", "50, 18", "100, 40"})
    void theRanksAreThoseOfTheTables(int count, int rank) {
        assertThat(Estimate.lowerRank(count)).isEqualTo(rank);
    }

    @Test
    void theMedianAndItsIntervalAreValuesOfTheSample() {
        double[] values = IntStream.rangeClosed(1, 30).mapToDouble(i -> 31 - i).toArray();
        assertThat(Estimate.of(values)).isEqualTo(new Estimate(15.5, 10, 21));
    }

    @Test
    void anOddSampleHasAMiddle() {
        assertThat(Estimate.of(5, 1, 7, 3, 6, 2, 4).median()).isEqualTo(4);
    }

    @Test
    void fiveValuesGiveNoInterval() {
        assertThatThrownBy(() -> Estimate.of(1, 2, 3, 4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 values");
    }

    @Test
    void anIntervalWiderThanTenPercentIsNoResult() {
        assertThat(new Estimate(1.0, 0.91, 1.09).isResult()).isTrue();
        assertThat(new Estimate(1.0, 0.89, 1.01).isResult()).isFalse();
        assertThat(new Estimate(1.0, 0.99, 1.11).isResult()).isFalse();
    }

    @Test
    void ratiosHaveThreeDigits() {
        assertThat(Estimate.format(1.034)).isEqualTo("1.03");
        assertThat(Estimate.format(15.55)).isEqualTo("15.6");
        assertThat(Estimate.format(433.2)).isEqualTo("433");
    }
}
