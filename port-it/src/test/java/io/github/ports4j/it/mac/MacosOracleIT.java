package io.github.ports4j.it.mac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FreeResult;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The provider on a Mac, against what the system's own lsof and netstat and java.net say. */
@EnabledOnOs(OS.MAC)
@Tag("oracle")
class MacosOracleIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long OWN = ProcessHandle.current().pid();

    private final Ports ports = Ports.local();

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s: %s", List.of(command), lines).isZero();
        return lines;
    }

    @Test
    void socketsOfThisJvmAreThoseOfLsof() throws Exception {
        try (ServerSocket four = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket both = new ServerSocket(0);
                Socket client = new Socket(InetAddress.getByName("127.0.0.1"), four.getLocalPort());
                DatagramSocket udp = new DatagramSocket()) {
            List<String> lsof =
                    OracleTexts.lsof(run("/usr/sbin/lsof", "-nP", "-w", "-a", "-p", Long.toString(OWN), "-i", "-FPn"));
            List<String> ours = ports
                    .sockets()
                    .read(SocketQuery.all().withBound().ownedBy(OWN))
                    .list()
                    .stream()
                    .filter(socket -> socket.localPort() != 0)
                    .map(socket -> socket.protocol().name() + " " + socket.localPort()
                            + (socket.remotePort().isEmpty()
                                    ? ""
                                    : "->" + socket.remotePort().getAsLong()))
                    .sorted()
                    .toList();
            assertThat(ours)
                    .isEqualTo(lsof)
                    .contains(
                            "TCP " + four.getLocalPort(),
                            "TCP " + both.getLocalPort(),
                            "TCP " + client.getLocalPort() + "->" + four.getLocalPort(),
                            "UDP " + udp.getLocalPort());
        }
    }

    /** Others may begin or end to listen meanwhile: then it is read again. */
    @Test
    void listeningPortsAreThoseOfNetstat() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Instant until = Instant.now().plus(LONGEST);
            List<String> before;
            List<String> ours;
            List<String> after = netstat();
            do {
                assertThat(Instant.now())
                        .as("what listens changes all the time")
                        .isBefore(until);
                before = after;
                ours = ports.sockets().read(SocketQuery.tcp().listening().withoutOwners()).list().stream()
                        .map(socket ->
                                (socket.local().getAddress().isAnyLocalAddress() ? "*" : "") + socket.localPort())
                        .sorted()
                        .toList();
                after = netstat();
            } while (!before.equals(after));
            assertThat(ours).contains("*" + server.getLocalPort());
            assertThat(ours).isEqualTo(after);
        }
    }

    private static List<String> netstat() throws IOException, InterruptedException {
        return OracleTexts.netstat(run("/usr/sbin/netstat", "-an", "-p", "tcp"));
    }

    @Test
    void addressesAreThoseOfJavaNet() throws Exception {
        Set<String> java = new TreeSet<>();
        for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            nic.getInterfaceAddresses()
                    .forEach(address -> java.add(nic.getName() + " " + nic.getIndex() + " "
                            + Arrays.toString(address.getAddress().getAddress()) + "/"
                            + address.getNetworkPrefixLength()));
        }
        Set<String> ours = new TreeSet<>();
        ports.interfaces().list().forEach(nic -> {
            for (InterfaceAddress address : nic.addresses()) {
                ours.add(nic.name() + " " + nic.index() + " "
                        + Arrays.toString(address.address().getAddress()) + "/" + address.prefixLength());
            }
        });
        assertThat(ours).isEqualTo(java);
    }

    @Test
    void holderIsFoundAndEnded() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server = new ProcessBuilder("/usr/bin/nc", "-l", "127.0.0.1", Integer.toString(port)).start();
        try {
            Instant until = Instant.now().plus(LONGEST);
            while (ports.tcp(port).explain().holders().isEmpty()) {
                assertThat(server.isAlive()).as("nc listens").isTrue();
                assertThat(Instant.now()).as("nc is not seen to listen").isBefore(until);
                Thread.onSpinWait();
            }
            assertThat(ports.sockets()
                            .read(SocketQuery.of(TransportProtocol.TCP)
                                    .listening()
                                    .port(port))
                            .list()
                            .get(0)
                            .owner()
                            .processes())
                    .extracting(ProcessId::pid)
                    .containsExactly(server.pid());

            FreeResult result = ports.tcp(port).free();

            assertThat(result.kind()).as("%s", result).isEqualTo(FreeResult.Kind.FREED);
            assertThat(server.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as("nc has ended")
                    .isTrue();
            assertThat(server.exitValue()).isEqualTo(128 + 15);
        } finally {
            server.destroyForcibly();
        }
    }
}
