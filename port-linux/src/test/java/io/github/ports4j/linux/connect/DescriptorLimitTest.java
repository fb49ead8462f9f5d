package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {
    @ParameterizedTest
    @CsvSource({
        "1024, 24, 750",
        "256, 255, 1",
        "256, 256, 1",
        "100, 300, 1", // the limit was lowered below what is open
        "1048576, 100, 16384",
        "-1, 100, 16384", // RLIM_INFINITY
    })
    void leavesAQuarterToTheRest(long limit, long open, int capacity) {
        assertThat(DescriptorLimit.capacity(limit, open)).isEqualTo(capacity);
    }
}
