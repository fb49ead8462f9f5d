package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalLadderTest {
    @Test
    void theStandardLadderIsTermHupIntKill() {
        assertThat(SignalLadder.standard()).hasToString("TERM:5s,HUP:2s,INT:2s,KILL:2s");
        assertThat(SignalLadder.standard().total()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void readsWhatItPrints() {
        SignalLadder ladder =
                SignalLadder.of(Signal.TERM, Duration.ofMillis(250)).then(Signal.KILL, Duration.ofMinutes(1));
        assertThat(ladder).hasToString("TERM:250ms,KILL:1m");
        assertThat(SignalLadder.parse("TERM:250ms,KILL:1m")).isEqualTo(ladder);
        assertThat(SignalLadder.parse("sigterm:250ms, kill:60s")).isEqualTo(ladder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TERM",
                "TERM:",
                "TERM:5",
                "TERM:5x",
                "NOPE:5s",
                "TERM:5s,",
                "CONT:1s",
                "TERM:-5s",
                "TERM:99999999999s"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignalLadder.parse(text));
    }

    @Test
    void holdsNoContAndNoNegativeTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> SignalLadder.of(Signal.CONT, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> SignalLadder.of(Signal.TERM, Duration.ofMillis(-1)));
    }
}
