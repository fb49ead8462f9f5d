package io.github.ports4j.it.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.it.rare.Host;
import io.github.ports4j.it.rare.Jvm;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laboratory is what it says that it is, and leaves nothing behind. */
@Tag("root")
@Tag("laboratory")
class LaboratoryIT {
    /** Some of each kind that there is in any host. */
    private static final PortSet SOME = PortSet.parse("1,7,20-25,80,443,890-910,3306,20000-20050,61001-61005,65535");

    @ParameterizedTest
    @MethodSource("hosts")
    @Tag("oracle")
    void nmap_finds_the_same(LabHost host) {
        Host.assumePrograms("nmap");
        try (Laboratory lab = Laboratory.build()) {
            lab.limitIcmp(false);
            if (host.address().startsWith("10.78.") || host.address().startsWith("fd78:")) {
                lab.delay(2_000, 0, 1);
            }
            Map<ScanState, PortSet> found = Nmap.scan(lab.scanner(), host, SOME);
            for (ScanState state : ScanState.values()) {
                assertThat(found.getOrDefault(state, PortSet.empty()))
                        .as("%s of %s: %s", state, host, found)
                        .isEqualTo(host.expected(state, SOME));
            }
        }
    }

    /** Those of TCP: the checksums of UDP are not filled in on a virtual cable, and nmap, which reads packets, discards them. */
    static Stream<LabHost> hosts() {
        Stream<LabHost> ofTarget = Stream.of(Way.values())
                .flatMap(way -> LabHosts.ofTarget(way).stream()
                        .filter(host -> host.protocol() == TransportProtocol.TCP)
                        .limit(6)); // of the street the first
        return Stream.concat(LabHosts.ofScanner().stream(), ofTarget);
    }

    @Test
    void udp_echoes_refuses_or_is_silent() {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.echoing(Way.CABLE);
            assertThat(lab.inside(() -> ask(host, 1007))).isEqualTo("?");
            assertThatThrownBy(() -> lab.inside(() -> ask(host, 1008)))
                    .hasCauseInstanceOf(PortUnreachableException.class);
            assertThatThrownBy(() -> lab.inside(() -> ask(host, 2000)))
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String ask(LabHost host, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(1000);
            socket.connect(host.inetAddress(), port);
            socket.send(new DatagramPacket(new byte[] {'?'}, 1));
            DatagramPacket answer = new DatagramPacket(new byte[10], 10);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        }
    }

    /** A JVM that is killed takes its laboratory with it. */
    @Test
    void nothing_outlives_the_jvm() throws IOException, InterruptedException {
        Laboratory.build().close(); // or skips
        assertThat(Jvm.quick().killedWhenBuilt(Doomed.class)).hasSize(3);
    }

    /** The JVM that is killed. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String... arguments) throws IOException {
            Laboratory lab = Laboratory.build();
            lab.delay(1_000, 0, 1);
            System.out.println(Jvm.BUILT);
            System.in.read(); // nobody writes: until it is killed
            lab.close();
        }
    }

    /** Two runs at once have the same addresses, and do not meet. */
    @Test
    void two_at_once_do_not_meet() throws IOException {
        try (Laboratory one = Laboratory.build();
                Laboratory other = Laboratory.build()) {
            one.target().ip("link set lab0 down");
            one.scanner().ip("link set lab0 down");
            String address = LabHosts.filtered(Way.CABLE).address();
            assertThatThrownBy(() -> one.inside(() -> new Socket(address, 22))).hasCauseInstanceOf(IOException.class);
            Socket socket = other.inside(() -> new Socket(address, 22));
            assertThat(socket.isConnected()).isTrue();
            socket.close();
        }
    }

    /** What was made before it failed is taken down, and what is closed leaves no process and no thread in its namespaces. */
    @Test
    void closes_all() {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        try (Laboratory lab = Laboratory.build()) {
            lab.delay(1_000, 0, 1);
            assertThatThrownBy(() -> lab.delay(1_000, 0, 1)).isInstanceOf(AssertionError.class); // the device is there
            assertThat(ProcessHandle.current().descendants()).hasSize(before.size() + 3);
        }
        assertThat(ProcessHandle.current().descendants()).hasSameElementsAs(before);
    }
}
