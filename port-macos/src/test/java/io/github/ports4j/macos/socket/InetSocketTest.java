package io.github.ports4j.macos.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.Layouts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class InetSocketTest {
    private final InetSocket row = new InetSocket();

    @Test
    void knowsTheOptionsOfTheHeader() {
        assertThat(InetSocket.SO_ACCEPTCONN).isEqualTo(Layouts.constant("SO_ACCEPTCONN"));
        assertThat(InetSocket.SO_REUSEADDR).isEqualTo(Layouts.constant("SO_REUSEADDR"));
        assertThat(InetSocket.SO_REUSEPORT).isEqualTo(Layouts.constant("SO_REUSEPORT"));
    }

    @Test
    void copiesAndForgetsEverything() throws IllegalAccessException {
        InetSocket fresh = new InetSocket();
        for (Field field : InetSocket.class.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                fill(field);
                assertThat(field.get(row)).as(field.getName()).isNotEqualTo(field.get(fresh));
            }
        }
        assertThat(row.copy()).usingRecursiveComparison().isEqualTo(row);
        row.clear();
        assertThat(row).usingRecursiveComparison().isEqualTo(fresh);
    }

    private void fill(Field field) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (type == int.class) {
            field.setInt(row, 1);
        } else if (type == long.class) {
            field.setLong(row, 1);
        } else if (type == boolean.class) {
            field.setBoolean(row, true);
        } else if (type == AddressFamily.class) {
            field.set(row, AddressFamily.IPV6);
        } else if (type == TcpState.class) {
            field.set(row, TcpState.LISTEN);
        } else {
            field.set(row, TransportProtocol.UDP);
        }
    }

    @Test
    void ofAListenerTheQueueIsWhatCanBeAccepted() {
        row.protocol = TransportProtocol.TCP;
        row.state = TcpState.LISTEN;
        row.queued = 5;
        row.incomplete = 2;
        row.backlog = 128;
        row.receiveBytes = 77;
        assertThat(row.queuesKnown()).isTrue();
        assertThat(row.receiveQueue()).isEqualTo(3);
        assertThat(row.sendQueue()).isEqualTo(128);
        row.incomplete = 6;
        assertThat(row.receiveQueue()).isZero();
    }

    @Test
    void ofAConnectionTheQueuesAreBytes() {
        row.state = TcpState.ESTABLISHED;
        row.queued = 5;
        row.receiveBytes = 17;
        row.sendBytes = 18;
        assertThat(row.queuesKnown()).isTrue();
        assertThat(row.receiveQueue()).isEqualTo(17);
        assertThat(row.sendQueue()).isEqualTo(18);
    }

    @Test
    void ofOthersTheQueuesAreNotKnown() {
        assertThat(row.queuesKnown()).isFalse();
        row.state = TcpState.TIME_WAIT;
        assertThat(row.queuesKnown()).isFalse();
        row.state = TcpState.CLOSED;
        assertThat(row.queuesKnown()).isFalse();
    }

    @Test
    void matchesNoQueryWithoutPortOrProtocol() {
        SocketQuery all = SocketQuery.all();
        row.protocol = TransportProtocol.TCP;
        row.state = TcpState.LISTEN;
        assertThat(row.matches(all)).isFalse();
        row.localPort = 80;
        assertThat(row.matches(all)).isTrue();
        row.protocol = null;
        assertThat(row.matches(all)).isFalse();
        row.state = null;
        row.protocol = TransportProtocol.UDP;
        assertThat(row.matches(all)).isTrue();
        assertThat(row.matches(SocketQuery.all().port(81))).isFalse();
    }
}
