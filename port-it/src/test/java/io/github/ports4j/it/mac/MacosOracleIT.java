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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The provider on a Mac, against what the system's own lsof and netstat and java.net say. */
@EnabledOnOs(OS.MAC)
@Tag("oracle")
class MacosOracleIT {
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
        process.waitFor();
        return lines;
    }

    @Test
    void socketsOfThisJvmAreThoseOfLsof() throws Exception {
        try (ServerSocket four = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket both = new ServerSocket(0);
                Socket client = new Socket(InetAddress.getByName("127.0.0.1"), four.getLocalPort());
                DatagramSocket udp = new DatagramSocket()) {
            Set<String> lsof = new TreeSet<>();
            String protocol = "";
            for (String line : run("/usr/sbin/lsof", "-nP", "-w", "-a", "-p", Long.toString(OWN), "-i", "-FPn")) {
                if (line.startsWith("P")) {
                    protocol = line.substring(1);
                } else if (line.startsWith("n") && !line.equals("n*:*")) {
                    String local = line.substring(1).replaceAll("->.*", "");
                    lsof.add(protocol + " " + local.substring(local.lastIndexOf(':') + 1));
                }
            }
            Set<String> ours = ports
                    .sockets()
                    .read(SocketQuery.all().withBound().ownedBy(OWN))
                    .list()
                    .stream()
                    .map(socket -> socket.protocol().name() + " " + socket.localPort())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(ours)
                    .isEqualTo(lsof)
                    .contains(
                            "TCP " + four.getLocalPort(),
                            "TCP " + both.getLocalPort(),
                            "TCP " + client.getLocalPort(),
                            "UDP " + udp.getLocalPort());
        }
    }

    @Test
    void listeningPortsAreThoseOfNetstat() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Set<Integer> netstat = new TreeSet<>();
            for (String line : run("/usr/sbin/netstat", "-an", "-p", "tcp")) {
                String[] words = line.trim().split(" +", -1);
                if (words.length > 5 && words[5].equals("LISTEN")) {
                    netstat.add(Integer.parseInt(words[3].substring(words[3].lastIndexOf('.') + 1)));
                }
            }
            Set<Integer> ours = ports
                    .sockets()
                    .read(SocketQuery.tcp().listening().withoutOwners())
                    .list()
                    .stream()
                    .map(socket -> socket.localPort())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(ours).contains(server.getLocalPort());
            assertThat(ours).isEqualTo(netstat);
        }
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
            while (ports.tcp(port).explain().holders().isEmpty()) {
                assertThat(server.isAlive()).as("nc listens").isTrue();
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
            assertThat(server.onExit().get().exitValue()).isEqualTo(128 + 15);
        } finally {
            server.destroyForcibly();
        }
    }
}
