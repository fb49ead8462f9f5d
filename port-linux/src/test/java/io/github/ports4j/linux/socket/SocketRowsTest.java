package io.github.ports4j.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.Rows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SocketRowsTest {
    private static final int MANY = 5_000; // several chunks
    private static final List<TcpState> STATES = List.copyOf(EnumSet.allOf(TcpState.class));

    private static InetSocket random(Random random) {
        InetSocket row = new InetSocket();
        boolean six = random.nextBoolean();
        boolean udp = random.nextBoolean();
        row.protocol = udp ? TransportProtocol.UDP : TransportProtocol.TCP;
        row.family = six ? AddressFamily.IPV6 : AddressFamily.IPV4;
        row.state = udp ? null : STATES.get(random.nextInt(STATES.size()));
        row.localHigh = six ? random.nextLong() : 0;
        row.localLow = six ? random.nextLong() : Integer.toUnsignedLong(random.nextInt());
        row.remoteHigh = six ? random.nextLong() : 0;
        row.remoteLow = six ? random.nextLong() : Integer.toUnsignedLong(random.nextInt());
        row.localPort = 1 + random.nextInt(65535);
        row.remotePort = random.nextInt(65536);
        row.scope = random.nextInt();
        row.dualStack = random.nextBoolean();
        row.uid = random.nextInt();
        row.inode = Integer.toUnsignedLong(random.nextInt());
        row.receiveQueue = random.nextInt();
        row.sendQueue = random.nextInt();
        row.queuesKnown = random.nextBoolean();
        return row;
    }

    private static String all(InetSocket row) {
        return Rows.text(row) + Rows.queues(row) + " " + row.scope + " " + row.uid + " " + row.queuesKnown;
    }

    @Test
    void givesBackWhatWasPutIn() {
        Random random = new Random(20261123);
        SocketRows rows = new SocketRows();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            InetSocket row = random(random);
            rows.accept(row);
            expected.add(all(row));
        }
        List<String> given = new ArrayList<>();
        rows.forEach(row -> given.add(all(row)));
        assertThat(rows.size()).isEqualTo(MANY);
        assertThat(given).isEqualTo(expected);
    }

    @Test
    void isEmptyAtFirst() {
        SocketRows rows = new SocketRows();
        rows.forEach(row -> {
            throw new AssertionError("there is none");
        });
        assertThat(rows.size()).isZero();
    }
}
