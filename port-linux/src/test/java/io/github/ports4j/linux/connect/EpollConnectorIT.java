package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.LinuxProvider;
import io.github.ports4j.linux.process.Descriptors;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On the loopback of this host. */
class EpollConnectorIT {
    private static final int LAST_PORT = 65_535;
    private static final int RESETS = 10_000;
    private static final long MOST_BYTES = 64 * 1024;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ConnectEngine engine = new LinuxProvider().connectEngine().orElseThrow();

    @Test
    void isForTcpAlone() {
        assertThat(engine.name()).isEqualTo("epoll");
        assertThat(engine.supports(TransportProtocol.TCP)).isTrue();
        assertThat(engine.supports(TransportProtocol.UDP)).isFalse();
        assertThat(engine.simulated()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> engine.open(TransportProtocol.UDP, List.of(LOOPBACK), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.open(TransportProtocol.TCP, List.of(LOOPBACK), 0));
    }

    @Test
    void aListenerIsConnectedAndNobodyRefuses() throws IOException {
        try (Attempts attempts = new Attempts("127.0.0.1", "::1")) {
            int port;
            try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
                port = server.getLocalPort();
                assertThat(attempts.on(port)).isEqualTo(ScanReason.CONNECTED);
                assertThat(attempts.on(1, port)).isEqualTo(ScanReason.REFUSED);
            }
            // now and then nobody is there and the attempt meets itself, which is no connection either
            assertThat(attempts.on(port).state()).isEqualTo(ScanState.CLOSED);
            assertThat(attempts.on(1, port).state()).isEqualTo(ScanState.CLOSED);
        }
    }

    @Test
    void aListenerThatResetsIsOpen() throws IOException {
        try (ResettingListener listener = new ResettingListener("127.0.0.1", 0);
                Attempts attempts = new Attempts("127.0.0.1")) {
            Map<ScanState, Integer> states = new EnumMap<>(ScanState.class);
            for (int i = 0; i < RESETS; i++) {
                states.merge(attempts.on(listener.port()).state(), 1, Integer::sum);
            }
            assertThat(states).isEqualTo(Map.of(ScanState.OPEN, RESETS));
        }
    }

    @Test
    void onTheLoopbackOneSocketServesAllSlotsUntilOneIsConnected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            long before = Attempts.openSockets();
            try (Attempts attempts = new Attempts("127.0.0.1", "::1")) {
                assertThat(Attempts.openSockets()).isEqualTo(before);
                refused(attempts.connector(), 0);
                refused(attempts.connector(), 1);
                assertThat(Attempts.openSockets()).isEqualTo(before + 1);
                assertThat(attempts.on(server.getLocalPort())).isEqualTo(ScanReason.CONNECTED);
                assertThat(Attempts.openSockets()).isEqualTo(before);
                refused(attempts.connector(), 0);
            }
            assertThat(Attempts.openSockets()).isEqualTo(before);
        }
    }

    /** Has a slot meet a closed port. */
    private static void refused(Connector connector, int slot) {
        int port = 1;
        while (connector.connect(slot, 0, port) != ScanReason.REFUSED) {
            port++;
        }
    }

    @Test
    void anAttemptAllocatesNothing() throws ReflectiveOperationException {
        try (Attempts attempts = new Attempts("127.0.0.1")) {
            Connector connector = attempts.connector();
            int closed = scan(connector); // what is compiled or loaded on the way, is by now
            long before = allocatedBytes();
            int again = scan(connector);
            long allocated = allocatedBytes() - before;
            assertThat(allocated).isLessThan(MOST_BYTES);
            assertThat(Math.min(closed, again)).isGreaterThan(LAST_PORT / 2);
        }
    }

    /** By this thread; the module under test does not read the modules that tell it. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(threads);
    }

    /** How many ports of the loopback are closed. */
    private static int scan(Connector connector) {
        int closed = 0;
        for (int port = 1; port <= LAST_PORT; port++) {
            if (connector.connect(0, 0, port).state() == ScanState.CLOSED) {
                closed++;
            }
        }
        return closed;
    }

    @Test
    void closeLeavesNothingOpenAndEndsIt() {
        try (Attempts warm = new Attempts("127.0.0.1")) {
            refused(warm.connector(), 0);
        }
        int before = Descriptors.count();
        Attempts attempts = new Attempts("127.0.0.1");
        refused(attempts.connector(), 0);
        refused(attempts.connector(), 3);
        assertThat(Descriptors.leftOpen(before + 2)).isZero(); // epoll, and one socket for all slots
        attempts.close();
        attempts.close();
        assertThat(Descriptors.leftOpen(before)).isZero();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> attempts.on(1));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(attempts::await);
    }

    @Test
    void onlyWhatIsUnderWayCanBeGivenUp() {
        try (Attempts attempts = new Attempts("127.0.0.1")) {
            refused(attempts.connector(), 0);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(attempts::abandon);
        }
    }
}
