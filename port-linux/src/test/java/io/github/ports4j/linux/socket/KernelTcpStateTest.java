package io.github.ports4j.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTcpStateTest {
    @ParameterizedTest
    @EnumSource
    void everyStateHasItsNumber(TcpState state) {
        assertThat(KernelTcpState.of(KernelTcpState.number(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 13, 14, 255})
    void otherNumbersAreRefused(int number) {
        assertThatThrownBy(() -> KernelTcpState.of(number)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void asksForBoundSocketsByABitOfTheirOwn() {
        assertThat(KernelTcpState.mask(EnumSet.of(TcpState.LISTEN))).isEqualTo(0x400);
        assertThat(KernelTcpState.mask(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED)))
                .isEqualTo(0x2400);
        assertThat(KernelTcpState.mask(EnumSet.allOf(TcpState.class))).isEqualTo(0x2f7e);
        assertThat(KernelTcpState.mask(EnumSet.noneOf(TcpState.class))).isZero();
    }
}
