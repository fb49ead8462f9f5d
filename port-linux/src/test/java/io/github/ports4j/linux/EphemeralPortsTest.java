package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.PortRange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EphemeralPortsTest {
    private static PortRange decode(String text) {
        return EphemeralPorts.decode(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsBothEnds() {
        assertThat(decode("32768\t60999\n")).isEqualTo(PortRange.of(32768, 60999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "32768\n", "32768\t60999", "60999\t32768\n", "0\t60999\n", "1\t65536\n", "1\t2\t3\n"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedReplyException.class);
    }
}
