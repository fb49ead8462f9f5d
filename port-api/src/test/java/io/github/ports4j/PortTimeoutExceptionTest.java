package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortTimeoutExceptionTest {
    @Test
    void saysHowLongWasWaitedForWhat() {
        PortTimeoutException late = new PortTimeoutException(
                "db:5432 to take a connection; at last 10.0.0.1: it refused", Duration.ofMillis(1500));

        assertThat(late)
                .hasMessage("waited 1500ms for db:5432 to take a connection; at last 10.0.0.1: it refused")
                .isInstanceOf(PortException.class)
                .hasNoCause();
        assertThat(late.waited()).isEqualTo(Duration.ofMillis(1500));
        assertThat(new PortTimeoutException("x", Duration.ofSeconds(30))).hasMessage("waited 30s for x");
    }
}
