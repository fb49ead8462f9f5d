package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Signal;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class SignalNumbersTest {
    @Test
    void readsAMask() {
        assertThat(SignalNumbers.ofMask(0)).isEmpty();
        assertThat(SignalNumbers.ofMask(0x4002)).containsExactlyInAnyOrder(Signal.INT, Signal.TERM);
        assertThat(SignalNumbers.ofMask(0x20a07)) // 1 2 3 10 12 18
                .containsExactlyInAnyOrder(Signal.HUP, Signal.INT, Signal.QUIT, Signal.USR1, Signal.USR2, Signal.CONT);
        assertThat(SignalNumbers.ofMask(-1)).isEqualTo(EnumSet.allOf(Signal.class));
    }

    @Test
    void leavesOutWhatHasNoNameHere() {
        assertThat(SignalNumbers.ofMask(0x8000000000001000L)).isEmpty(); // 13 and 64
    }
}
