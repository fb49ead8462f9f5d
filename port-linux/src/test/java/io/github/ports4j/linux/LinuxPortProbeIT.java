package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.PortProbe.Outcome;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** On sockets of this JVM, over IPv4. */
class LinuxPortProbeIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final PortProbe probe = new LinuxProvider().probe();

    private Outcome tcp(int port, boolean reuse) {
        return probe.probe(TransportPort.tcp(port), AddressFamily.IPV4, reuse);
    }

    @Test
    void aListenerIsInUse() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            port = server.getLocalPort();
            assertThat(tcp(port, false)).isEqualTo(Outcome.IN_USE);
            assertThat(tcp(port, true)).isEqualTo(Outcome.IN_USE);
        }
        assertThat(tcp(port, true)).isEqualTo(Outcome.BINDABLE);
        assertThat(tcp(port, false)).isEqualTo(Outcome.BINDABLE);
    }

    @Test
    void reuseBindsBesideASilentHolderThatAllowsIt() throws IOException {
        try (Socket silent = new Socket()) {
            silent.setReuseAddress(true);
            silent.bind(new InetSocketAddress(LOOPBACK, 0));
            assertThat(tcp(silent.getLocalPort(), true)).isEqualTo(Outcome.BINDABLE);
            assertThat(tcp(silent.getLocalPort(), false)).isEqualTo(Outcome.IN_USE);
        }
    }

    @Test
    void reuseBindsBesideWhatIsLeftOfAConnection() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            port = server.getLocalPort();
            server.accept().close(); // closes first, and so keeps TIME_WAIT
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(tcp(port, true)).isEqualTo(Outcome.BINDABLE);
        assertThat(tcp(port, false)).isEqualTo(Outcome.IN_USE);
    }

    @Test
    void familiesAreApart() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            TransportPort port = TransportPort.tcp(server.getLocalPort());
            assertThat(probe.probe(port, AddressFamily.IPV6, false)).isIn(Outcome.BINDABLE, Outcome.NO_SUCH_FAMILY);
        }
    }

    @Test
    void udpIsApartFromTcp() throws IOException {
        try (DatagramSocket socket = onANumberFreeForTcp()) {
            TransportPort port = TransportPort.udp(socket.getLocalPort());
            assertThat(probe.probe(port, AddressFamily.IPV4, false)).isEqualTo(Outcome.IN_USE);
            assertThat(tcp(port.number(), false)).isEqualTo(Outcome.BINDABLE);
        }
    }

    private static DatagramSocket onANumberFreeForTcp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return new DatagramSocket(server.getLocalPort(), LOOPBACK);
        }
    }
}
