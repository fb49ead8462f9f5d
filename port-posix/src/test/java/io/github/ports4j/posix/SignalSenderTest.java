package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalSenderTest {
    private static final int NO_SIGNAL = 0;

    @Test
    void asksWhetherASignalWouldBeTaken() {
        assertThat(SignalSender.kill(ProcessHandle.current().pid(), NO_SIGNAL)).isZero();
    }

    @Test
    void tellsWhyNot() {
        assertThat(Errno.name(SignalSender.kill(Integer.MAX_VALUE, NO_SIGNAL))).isEqualTo("ESRCH");
        assertThat(Errno.name(SignalSender.kill(ProcessHandle.current().pid(), -1)))
                .isEqualTo("EINVAL");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 32 | 1})
    void refusesWhatWouldReachOthers(long pid) {
        assertThatThrownBy(() -> SignalSender.kill(pid, NO_SIGNAL)).isInstanceOf(IllegalArgumentException.class);
    }
}
