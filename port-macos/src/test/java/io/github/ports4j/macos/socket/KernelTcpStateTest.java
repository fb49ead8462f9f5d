package io.github.ports4j.macos.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import io.github.ports4j.macos.Layouts;
import org.junit.jupiter.api.Test;

class KernelTcpStateTest {
    @Test
    void namesTheNumbersOfTheHeader() {
        for (TcpState state : TcpState.values()) {
            assertThat(KernelTcpState.of(Layouts.constant("TCPS_" + state), 0)).isEqualTo(state);
        }
    }

    @Test
    void refusesAnyOther() {
        assertThatThrownBy(() -> KernelTcpState.of(11, 344))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("TCP state 11 at offset 344");
        assertThatThrownBy(() -> KernelTcpState.of(-1, 0)).isInstanceOf(MalformedReplyException.class);
    }
}
