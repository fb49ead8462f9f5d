package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundSocketsTest {
    @ParameterizedTest
    @ValueSource(strings = {"6.8.0\n", "6.8\n", "6.18.44-generic\n", "7.0.0-rc1\n", "10.1"})
    void recent(String release) {
        assertThat(BoundSockets.isRecent(release)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6.7.12\n", "5.15.0-100-generic\n", "4.4.0\n", "2.6.60\n", "", "six.eight", "99999999999.1"})
    void olderOrNotTold(String release) {
        assertThat(BoundSockets.isRecent(release)).isFalse();
    }
}
