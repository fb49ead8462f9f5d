package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SocketQueryTest {
    @Test
    void allAsksForEveryStateButBoundAndSilent() {
        SocketQuery all = SocketQuery.all();
        for (TcpState state : TcpState.values()) {
            assertThat(all.matchesTcp(state, 80, 0)).as(state.name()).isEqualTo(state != TcpState.CLOSED);
            assertThat(all.withBound().matchesTcp(state, 80, 0))
                    .as(state.name())
                    .isTrue();
        }
        assertThat(all.matchesUdp(53, 0)).isTrue();
        assertThat(all.matchesUdp(53, 1000)).isTrue();
    }

    @Test
    void holdingAsksForWhatKeepsOthersFromThePort() {
        SocketQuery holding = SocketQuery.all().holding();
        assertThat(holding.matchesTcp(TcpState.LISTEN, 80, 0)).isTrue();
        assertThat(holding.matchesTcp(TcpState.CLOSED, 80, 0)).isTrue();
        assertThat(holding.matchesTcp(TcpState.ESTABLISHED, 80, 4000)).isFalse();
        assertThat(holding.matchesUdp(53, 0)).isTrue();
        assertThat(holding.matchesUdp(53, 4000)).isFalse();
    }

    @Test
    void connectedAsksForEndsOfConnections() {
        SocketQuery connected = SocketQuery.all().connected();
        assertThat(connected.matchesTcp(TcpState.LISTEN, 80, 0)).isFalse();
        assertThat(connected.matchesTcp(TcpState.TIME_WAIT, 80, 4000)).isTrue();
        assertThat(connected.matchesUdp(53, 0)).isFalse();
        assertThat(connected.matchesUdp(53, 4000)).isTrue();
    }

    @Test
    void portsAreComparedOnTheSideAskedFor() {
        assertThat(SocketQuery.tcp().port(80).matchesTcp(TcpState.ESTABLISHED, 80, 4000))
                .isTrue();
        assertThat(SocketQuery.tcp().port(80).matchesTcp(TcpState.ESTABLISHED, 4000, 80))
                .isFalse();
        assertThat(SocketQuery.tcp().remotePort(80).matchesTcp(TcpState.ESTABLISHED, 80, 4000))
                .isFalse();
        assertThat(SocketQuery.tcp().remotePort(80).matchesTcp(TcpState.ESTABLISHED, 4000, 80))
                .isTrue();
        assertThat(SocketQuery.tcp().involving(80).matchesTcp(TcpState.ESTABLISHED, 80, 4000))
                .isTrue();
        assertThat(SocketQuery.tcp().involving(80).matchesTcp(TcpState.ESTABLISHED, 4000, 80))
                .isTrue();
        assertThat(SocketQuery.tcp().involving(80).matchesTcp(TcpState.ESTABLISHED, 4000, 4001))
                .isFalse();
        assertThat(SocketQuery.tcp().port(PortRange.of(80, 90)).matchesTcp(TcpState.LISTEN, 90, 0))
                .isTrue();
        assertThat(SocketQuery.tcp().port(PortRange.of(80, 90)).matchesTcp(TcpState.LISTEN, 91, 0))
                .isFalse();
    }

    @Test
    void aQueryOfOneProtocolDoesNotMatchTheOther() {
        assertThat(SocketQuery.tcp().matchesUdp(53, 0)).isFalse();
        assertThat(SocketQuery.udp().matchesTcp(TcpState.LISTEN, 53, 0)).isFalse();
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> SocketQuery.tcp().port(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketQuery.tcp().remotePort(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketQuery.tcp().involving(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketQuery.all().ownedBy(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketQuery.all().ownedBy(1).withoutOwners());
        assertThatIllegalArgumentException().isThrownBy(() -> SocketQuery.udp().inState(TcpState.LISTEN));
    }
}
