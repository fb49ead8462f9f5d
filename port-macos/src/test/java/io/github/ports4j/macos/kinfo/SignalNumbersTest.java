package io.github.ports4j.macos.kinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Signal;
import io.github.ports4j.macos.Layouts;
import org.junit.jupiter.api.Test;

class SignalNumbersTest {
    @Test
    void areThoseOfTheHeader() {
        for (Signal signal : Signal.values()) {
            assertThat(SignalNumbers.of(signal)).as("%s", signal).isEqualTo(Layouts.constant("SIG" + signal));
        }
    }

    @Test
    void bitsBeginWithSignalOne() {
        assertThat(SignalNumbers.ofMask(0)).isEmpty();
        assertThat(SignalNumbers.ofMask(1)).containsExactly(Signal.HUP);
        assertThat(SignalNumbers.ofMask(1 << 14 | 1 << 18)).containsExactlyInAnyOrder(Signal.TERM, Signal.CONT);
        assertThat(SignalNumbers.ofMask(1 << 30 | 1 << 29)).containsExactlyInAnyOrder(Signal.USR1, Signal.USR2);
        assertThat(SignalNumbers.ofMask(-1)).containsExactlyInAnyOrder(Signal.values());
        assertThat(SignalNumbers.ofMask(1 << 31 | 1 << 9)).isEmpty();
    }
}
