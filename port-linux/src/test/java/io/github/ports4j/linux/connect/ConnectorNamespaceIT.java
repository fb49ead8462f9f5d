package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.ScanReason;
import io.github.ports4j.linux.Programs;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.statistics.NetworkThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel says of an attempt, in a network namespace with routes and filters of the test's own. */
@Tag("root")
class ConnectorNamespaceIT {
    private static final int CLOSED = 900;
    private static final int LISTENING = 901;
    private static final int DROPPED = 1000; // and the 99 after it
    private static final int GIVEN_UP = 100_000;
    private static final int SELF = 2_000;

    private static final String DROP = "add rule inet scan in tcp dport 1000-1099 drop";

    private NetworkThread network;

    @BeforeEach
    void enter() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can make namespaces");
        Programs.assumeThere("ip", "nft", "nsenter", "sysctl");
        network = new NetworkThread();
        nft(
                "add table inet scan",
                "add chain inet scan in { type filter hook input priority 0; }",
                "add chain inet scan out { type filter hook output priority 0; }");
    }

    @AfterEach
    void leave() {
        network.close();
    }

    private void nft(String... commands) {
        network.run("nft", String.join("; ", commands));
    }

    private ScanReason attempt(String host, int port) {
        return network.call(() -> {
            try (Attempts attempts = new Attempts(host)) {
                return attempts.on(port);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, NO_ROUTE",
        "prohibit, ROUTE_PROHIBITED",
        "blackhole, ROUTE_DISCARDS",
        "throw, NO_ROUTE",
    })
    void aRouteOfThisHost(String type, ScanReason reason) {
        network.run("ip", "route", "add", type, "192.0.2.0/24");
        network.run("ip", "-6", "route", "add", type, "2001:db8::/32");
        assertThat(attempt("192.0.2.1", CLOSED)).isEqualTo(reason);
        assertThat(attempt("2001:db8::1", CLOSED)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "255.255.255.255", "224.0.0.1", "ff02::1"})
    void noRoute(String host) {
        assertThat(attempt(host, CLOSED)).isEqualTo(ScanReason.NO_ROUTE);
    }

    @Test
    void anInterfaceThatIsSwitchedOff() {
        network.run("ip", "link", "add", "one", "type", "veth", "peer", "name", "two");
        network.run("ip", "addr", "add", "192.0.2.1/24", "dev", "one");
        network.run("ip", "link", "set", "one", "up");
        network.run("ip", "link", "set", "one", "down");
        assertThat(attempt("192.0.2.2", CLOSED)).isEqualTo(ScanReason.NO_ROUTE);
    }

    @Test
    void aLinksOwnAddressWithoutTheLinkIsNotBlamedOnARoute() {
        assertThat(attempt("fe80::1", CLOSED)).isEqualTo(ScanReason.LOCAL_ERROR);
    }

    @Test
    void withoutAnIpv6AddressThereIsNoRoute() {
        network.run("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
        assertThat(attempt("::1", CLOSED)).isEqualTo(ScanReason.NO_ROUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, with icmp port-unreachable, REFUSED",
        "127.0.0.1, with icmp host-unreachable, HOST_UNREACHABLE",
        "127.0.0.1, with icmp net-unreachable, NETWORK_UNREACHABLE",
        "127.0.0.1, with icmp prot-unreachable, NETWORK_ERROR",
        "127.0.0.1, with icmp admin-prohibited, HOST_UNREACHABLE",
        "127.0.0.1, with tcp reset, REFUSED",
        "::1, with icmpv6 port-unreachable, REFUSED",
        "::1, with icmpv6 addr-unreachable, HOST_UNREACHABLE",
        "::1, with icmpv6 no-route, NETWORK_UNREACHABLE",
        "::1, with icmpv6 admin-prohibited, PROHIBITED",
        "::1, with tcp reset, REFUSED",
    })
    void aRejectionIsToldAtOnce(String host, String how, ScanReason reason) {
        nft("add rule inet scan in tcp dport 500 reject " + how);
        network.call(() -> {
            try (Attempts attempts = new Attempts(host)) {
                long start = System.nanoTime();
                assertThat(attempts.on(500)).isEqualTo(reason);
                assertThat(attempts.on(CLOSED)).isEqualTo(ScanReason.REFUSED);
                assertThat(attempts.on(500)).as("with a used socket").isEqualTo(reason);
                assertThat(attempts.on(CLOSED)).isEqualTo(ScanReason.REFUSED);
                assertThat(System.nanoTime() - start)
                        .as("the kernel by itself tells it when it repeats the SYN")
                        .isLessThan(1_000_000_000L);
            }
            return true;
        });
    }

    @Test
    void theFilterOfThisHost() {
        nft(
                "add rule inet scan out tcp dport 501 drop",
                "add rule inet scan out tcp dport 502 reject with tcp reset",
                "add rule inet scan out ip daddr 127.0.0.1 tcp dport 503 reject with icmp port-unreachable",
                "add rule inet scan out ip daddr 127.0.0.1 tcp dport 504 reject with icmp host-unreachable");
        network.call(() -> {
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                assertThat(attempts.begin(0, 501)).isEqualTo(ScanReason.PENDING);
                assertThat(attempts.abandon()).isEqualTo(ScanReason.NO_ANSWER);
                assertThat(attempts.on(502)).isEqualTo(ScanReason.REFUSED);
                assertThat(attempts.on(503)).isEqualTo(ScanReason.REFUSED);
                assertThat(attempts.on(504)).isEqualTo(ScanReason.HOST_UNREACHABLE);
                assertThat(attempts.on(CLOSED)).isEqualTo(ScanReason.REFUSED);
            }
            return true;
        });
    }

    @Test
    void aHostThatDoesNotAnswerArp() {
        network.run("ip", "link", "add", "one", "type", "veth", "peer", "name", "two");
        network.run("ip", "addr", "add", "192.0.2.1/24", "dev", "one");
        network.run("ip", "link", "set", "one", "up");
        network.run("ip", "link", "set", "two", "up");
        network.run("sysctl", "-qw", "net.ipv4.neigh.one.mcast_solicit=1", "net.ipv4.neigh.one.retrans_time_ms=100");
        assertThat(attempt("192.0.2.2", CLOSED)).isEqualTo(ScanReason.HOST_UNREACHABLE);
    }

    @Test
    void noLocalPort() throws IOException {
        network.run("sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40001");
        network.call(() -> {
            try (ServerSocket server = new ServerSocket(LISTENING, 10, InetAddress.getByName("127.0.0.1"));
                    SocketChannel one = SocketChannel.open();
                    Attempts attempts = new Attempts("127.0.0.1")) {
                connectAndLeaveNothing(one, server);
                try (SocketChannel other = SocketChannel.open()) {
                    connectAndLeaveNothing(other, server);
                    assertThat(attempts.on(LISTENING)).isEqualTo(ScanReason.NO_LOCAL_PORT);
                }
                assertThat(attempts.on(LISTENING)).isEqualTo(ScanReason.CONNECTED);
            }
            return true;
        });
    }

    private static void connectAndLeaveNothing(SocketChannel channel, ServerSocket server) throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.connect(server.getLocalSocketAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
    void whoMeetsItselfHasFoundNobody(String host) {
        network.run("sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40007");
        Map<ScanReason, Integer> reasons = network.call(() -> {
            Map<ScanReason, Integer> seen = new EnumMap<>(ScanReason.class);
            try (Attempts attempts = new Attempts(host)) {
                for (int i = 0; i < SELF; i++) {
                    seen.merge(attempts.on(40_000 + i % 8), 1, Integer::sum);
                }
            }
            return seen;
        });
        assertThat(reasons).containsOnlyKeys(ScanReason.REFUSED, ScanReason.SELF_CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void whatIsLeftOfAnAttemptThatWasGivenUpIsNeverAnAnswer(String host) {
        nft(DROP);
        network.run("ip", "route", "add", "unreachable", "192.0.2.0/24");
        network.call(() -> {
            long before = Attempts.openSockets();
            try (Attempts attempts = new Attempts(host, "192.0.2.1")) {
                for (int i = 0; i < GIVEN_UP; i++) {
                    assertThat(attempts.begin(0, DROPPED + i % 100)).isEqualTo(ScanReason.PENDING);
                    assertThat(attempts.abandon()).isEqualTo(ScanReason.NO_ANSWER);
                    // the kernel leaves ECONNRESET behind, and an event
                    assertThat(attempts.begin(0, CLOSED)).isEqualTo(ScanReason.REFUSED);
                }
                assertThat(Attempts.openSockets()).isEqualTo(before + 1);
                attempts.connector()
                        .poll(0, (slot, reason) -> assertThat(reason).isNull());
                assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                assertThat(attempts.abandon()).isEqualTo(ScanReason.NO_ANSWER);
                assertThat(attempts.begin(1, CLOSED)).as("fails by itself").isEqualTo(ScanReason.NO_ROUTE);
                assertThat(attempts.begin(0, CLOSED)).isEqualTo(ScanReason.REFUSED);
            }
            return true;
        });
    }

    @Test
    void anAttemptThatCannotBeWatchedIsGivenUp() {
        nft(DROP);
        long before = Attempts.openSockets();
        ScanReason reason = network.call(() -> RefusedCall.EPOLL_CTL.with(LinuxErrno.ENOSPC, () -> {
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                ScanReason unwatched = attempts.on(DROPPED);
                assertThat(Attempts.openSockets()).isEqualTo(before);
                return unwatched;
            }
        }));
        assertThat(reason).isEqualTo(ScanReason.NO_MEMORY);
    }

    @Test
    void eachAttemptHasALocalPortOfItsOwn() {
        nft(DROP);
        Set<String> locals = network.call(() -> {
            Set<String> seen = new HashSet<>();
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                for (int i = 0; i < 100; i++) {
                    assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                    Files.readAllLines(Path.of("/proc/thread-self/net/tcp")).stream()
                            .map(line -> line.strip().split(" +", -1))
                            .filter(columns -> columns[3].equals("02")) // TCP_SYN_SENT
                            .forEach(columns -> seen.add(columns[1]));
                    attempts.abandon();
                }
            }
            return seen;
        });
        assertThat(locals).hasSize(100);
    }

    @Test
    void anAnswerThatComesLateIsHeard() throws IOException {
        nft(DROP);
        network.call(() -> {
            try (ServerSocket server = new ServerSocket(DROPPED, 10, InetAddress.getByName("127.0.0.1"));
                    Attempts attempts = new Attempts("127.0.0.1")) {
                assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                nft("flush chain inet scan in");
                assertThat(attempts.await()).isEqualTo(ScanReason.CONNECTED);
                assertThat(server.isBound()).isTrue();
            }
            return true;
        });
    }

    @Test
    void aResetThatComesLateIsOpen() {
        nft(DROP);
        network.call(() -> {
            try (ResettingListener listener = new ResettingListener("127.0.0.1", DROPPED);
                    Attempts attempts = new Attempts("127.0.0.1")) {
                assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                nft("flush chain inet scan in");
                listener.awaitFirst();
                assertThat(attempts.await()).isEqualTo(ScanReason.RESET);
            }
            return true;
        });
    }

    @Test
    void aLastLookShowsAnAnswerThatNobodyPolled() {
        nft(DROP);
        network.call(() -> {
            try (ResettingListener listener = new ResettingListener("127.0.0.1", DROPPED);
                    Attempts attempts = new Attempts("127.0.0.1")) {
                assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                nft("flush chain inet scan in");
                listener.awaitFirst();
                assertThat(attempts.abandon()).isEqualTo(ScanReason.RESET);
            }
            return true;
        });
    }

    /** The kernel queues ICMP messages of IPv4 on the socket for as long as it lives. */
    @ParameterizedTest
    @CsvSource({"with icmp port-unreachable, 0", "with tcp reset, 1"})
    void aSocketWithAMessageQueuedIsNotKept(String how, int kept) {
        nft(DROP);
        network.call(() -> {
            long before = Attempts.openSockets();
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                assertThat(attempts.begin(0, DROPPED)).isEqualTo(ScanReason.PENDING);
                nft("flush chain inet scan in", "add rule inet scan in tcp dport 1000 reject " + how);
                assertThat(attempts.await()).isEqualTo(ScanReason.REFUSED);
                assertThat(Attempts.openSockets()).isEqualTo(before + kept);
            }
            return true;
        });
    }
}
