package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] UPTIME = Hostile.bytes("3600.05 7000.11\n");

    @Test
    void countsTicksFromBoot() {
        BootTime boot = BootTime.parse(UPTIME, NOW);
        assertThat(boot.plusTicks(0)).isEqualTo(Instant.parse("2025-12-31T22:59:59.950Z"));
        assertThat(boot.plusTicks(360_005)).isEqualTo(NOW);
        assertThat(boot.plusTicks(12)).isEqualTo(Instant.parse("2025-12-31T23:00:00.070Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "3600 7000\n",
                "3600.0 7000.0\n",
                ".05 1\n",
                "-1.00 1\n",
                "1.x0 1\n",
                "1.00\n",
                "99999999999999999.00 1\n",
                "9223372036854775807.00 1\n"
            })
    void refusesWhatHasAnotherForm(String text) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> BootTime.parse(Hostile.bytes(text), NOW));
    }

    @Test
    void refusesEachCut() {
        Hostile.cut(UPTIME, text -> BootTime.parse(text, NOW), value -> false);
    }

    @Test
    void survivesDamage() {
        Hostile.damage(UPTIME, text -> BootTime.parse(text, NOW));
    }
}
