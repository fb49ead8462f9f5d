package io.github.ports4j.testkit;

import static io.github.ports4j.ScanReason.ANSWERED;
import static io.github.ports4j.ScanReason.CONNECTED;
import static io.github.ports4j.ScanReason.HOST_UNREACHABLE;
import static io.github.ports4j.ScanReason.NO_ANSWER;
import static io.github.ports4j.ScanReason.NO_ROUTE;
import static io.github.ports4j.ScanReason.PENDING;
import static io.github.ports4j.ScanReason.REFUSED;
import static io.github.ports4j.ScanReason.RESET;
import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanTarget;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeConnectorTest {
    private static final long SECOND = 1_000_000_000;
    private static final String LOCAL = "127.0.0.1";
    private static final String REMOTE = "192.0.2.7";

    private final FakeHost host = new FakeHost();
    private final ConnectEngine engine = host.connectEngine().orElseThrow();
    private final List<Connector> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(Connector::close);
        open.forEach(Connector::close);
        assertThat(host.openConnectors()).isZero();
    }

    private static InetAddress address(String text) {
        try {
            return ScanTarget.parse(text).address(0);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Connector connector(TransportProtocol protocol, String... hosts) {
        List<InetAddress> addresses =
                List.of(hosts).stream().map(FakeConnectorTest::address).toList();
        Connector connector = engine.open(protocol, addresses, 4);
        open.add(connector);
        return connector;
    }

    /** What comes of one attempt within a second. */
    private ScanReason attempt(TransportProtocol protocol, String address, int port) {
        Connector connector = connector(protocol, address);
        ScanReason atOnce = connector.connect(0, 0, port);
        if (atOnce != PENDING) {
            return atOnce;
        }
        List<ScanReason> heard = new ArrayList<>();
        connector.poll(SECOND, (slot, reason) -> heard.add(reason));
        return heard.isEmpty() ? connector.abandon(0) : heard.get(0);
    }

    private ScanReason tcp(String address, int port) {
        return attempt(TCP, address, port);
    }

    private ScanReason udp(String address, int port) {
        return attempt(UDP, address, port);
    }

    private Duration elapsed() {
        return host.clock().elapsed();
    }

    @Test
    void engineIsOfAMadeUpNetwork() {
        assertThat(engine.simulated()).isTrue();
        assertThat(engine.supports(TCP)).isTrue();
        assertThat(engine.supports(UDP)).isTrue();
        assertThat(engine.capacity()).isPositive();
        assertThat(engine.name()).isEqualTo("fake");
    }

    @Test
    void hostItselfAnswersAtOnceByItsListeners() {
        host.process("four").socket(FakeSocket.listener(80).onLoopback()).start();
        host.process("six").socket(FakeSocket.listener(81).onLoopback6()).start();
        host.process("both").listen(82).start();
        host.process("silent").socket(FakeSocket.bound(83)).start();
        host.process("away").listen(84).inOtherNetwork().start();
        host.process("lazy").socket(FakeSocket.listener(85).neverAccepting()).start();

        host.process("rude").socket(FakeSocket.listener(86).resetting()).start();

        assertThat(tcp(LOCAL, 80)).isEqualTo(CONNECTED);
        assertThat(tcp(LOCAL, 86)).isEqualTo(RESET);
        assertThatIllegalStateException()
                .isThrownBy(() -> host.process("client").connect(86).start());
        assertThat(tcp("::1", 80)).isEqualTo(REFUSED);
        assertThat(tcp("127.0.0.2", 80)).isEqualTo(REFUSED);
        assertThat(tcp("::1", 81)).isEqualTo(CONNECTED);
        assertThat(tcp(LOCAL, 81)).isEqualTo(REFUSED);
        assertThat(tcp(LOCAL, 82)).isEqualTo(CONNECTED);
        assertThat(tcp("127.0.0.2", 82)).isEqualTo(CONNECTED);
        assertThat(tcp("0.0.0.0", 80)).isEqualTo(CONNECTED);
        assertThat(tcp("::", 81)).isEqualTo(CONNECTED);
        assertThat(tcp(LOCAL, 83)).isEqualTo(REFUSED);
        assertThat(tcp(LOCAL, 84)).isEqualTo(REFUSED);
        assertThat(tcp(LOCAL, 85)).isEqualTo(CONNECTED);
        assertThat(udp(LOCAL, 80)).isEqualTo(REFUSED);
        assertThat(elapsed()).isZero();
    }

    @Test
    void addressesOfItsInterfacesAreItsOwn() {
        FakeInterface nic =
                host.networkInterface("eth0").address("192.0.2.7/24").up();
        host.process("web").listen(80).start();

        assertThat(tcp(REMOTE, 80)).isEqualTo(CONNECTED);
        assertThat(tcp(REMOTE, 81)).isEqualTo(REFUSED);
        assertThatIllegalArgumentException().isThrownBy(() -> host.remote(REMOTE));
        nic.down();
        assertThat(tcp(REMOTE, 80)).isEqualTo(NO_ANSWER);
    }

    @Test
    void udpIsSilentAnsweredOrRefused() {
        host.process("silent").udp(53).start();
        host.process("dns").socket(FakeSocket.udp(54).answering()).start();
        host.process("one").socket(FakeSocket.udp(55).onLoopback()).start();
        host.process("all").socket(FakeSocket.udp(56).answering().reuse(true)).start();
        host.process("local")
                .socket(FakeSocket.udp(56).onLoopback().reuse(true))
                .start();
        host.process("client").socket(FakeSocket.udpClient(54).from(57)).start();

        assertThat(udp(LOCAL, 54)).isEqualTo(ANSWERED);
        assertThat(udp("::1", 54)).isEqualTo(ANSWERED);
        assertThat(udp("::1", 55)).isEqualTo(REFUSED);
        assertThat(udp(LOCAL, 57))
                .as("a socket with a remote end takes from that alone")
                .isEqualTo(REFUSED);
        assertThat(udp(LOCAL, 58)).isEqualTo(REFUSED);
        assertThat(elapsed()).isZero();
        assertThat(udp(LOCAL, 53)).isEqualTo(NO_ANSWER);
        assertThat(udp(LOCAL, 55)).isEqualTo(NO_ANSWER);
        assertThat(udp(LOCAL, 56)).as("the one with the address itself").isEqualTo(NO_ANSWER);
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void remoteAnswersAfterItsTime() {
        host.remote(REMOTE).open(22).answers(53).answersAfter(Duration.ofMillis(20));

        assertThat(tcp(REMOTE, 22)).isEqualTo(CONNECTED);
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(20));
        assertThat(tcp(REMOTE, 23)).isEqualTo(REFUSED);
        assertThat(udp(REMOTE, 53)).isEqualTo(ANSWERED);
        assertThat(udp(REMOTE, 22)).isEqualTo(REFUSED);
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void remoteOverIpv6IsAnother() {
        host.remote("2001:db8::7").open(22);

        assertThat(tcp("2001:db8::7", 22)).isEqualTo(CONNECTED);
        assertThat(tcp(REMOTE, 22)).isEqualTo(NO_ANSWER);
        host.without(AddressFamily.IPV6);
        assertThat(tcp("2001:db8::7", 22)).isEqualTo(NO_ROUTE);
        assertThat(tcp("::1", 22)).isEqualTo(NO_ROUTE);
    }

    @Test
    void nothingComesBackFromFilteredPortsAndStrangers() {
        host.remote(REMOTE).open(22).filtered(PortRange.of(20, 22)).filtered(PortSet.of(80));

        assertThat(tcp(REMOTE, 22)).isEqualTo(NO_ANSWER);
        assertThat(udp(REMOTE, 80)).isEqualTo(NO_ANSWER);
        assertThat(tcp("192.0.2.8", 22)).isEqualTo(NO_ANSWER);
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void unreachablePortsAreSaidToBe() {
        host.remote(REMOTE).open(22).unreachable(PortRange.of(20, 22)).unreachable(PortSet.of(80));

        assertThat(tcp(REMOTE, 22)).isEqualTo(HOST_UNREACHABLE);
        assertThat(udp(REMOTE, 80)).isEqualTo(HOST_UNREACHABLE);
        assertThat(tcp(REMOTE, 81)).isEqualTo(REFUSED);
    }

    @Test
    void remoteThatChangesIsAskedAsItIs() {
        FakeRemote remote = host.remote(REMOTE);
        assertThat(tcp(REMOTE, 22)).isEqualTo(REFUSED);

        assertThat(host.remote(REMOTE)).isSameAs(remote);
        host.clock().after(Duration.ofSeconds(1), () -> remote.open(22));
        host.clock().advance(Duration.ofSeconds(2));

        assertThat(tcp(REMOTE, 22)).isEqualTo(CONNECTED);
    }

    @Test
    void lossIsOfThatPartAndFollowsFromTheSeed() {
        assertThat(lost(0, 1)).isEmpty();
        assertThat(lost(1, 1)).hasSize(1000);
        assertThat(lost(0.05, 1))
                .hasSizeBetween(30, 75)
                .isEqualTo(lost(0.05, 1))
                .isNotEqualTo(lost(0.05, 2));
    }

    /** The attempts of a thousand that get no answer. */
    private List<Integer> lost(double fraction, long seed) {
        host.remote(REMOTE).losing(fraction, seed);
        Connector connector = connector(TCP, REMOTE);
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            connector.connect(0, 0, 22);
            host.clock().advance(Duration.ofMillis(1));
            if (connector.abandon(0) == NO_ANSWER) {
                lost.add(i);
            }
        }
        return lost;
    }

    @Test
    void namesAreThoseOfRemotesAndLocalhost() throws UnknownHostException {
        host.remote(REMOTE).named("db").named("other");
        host.remote("2001:db8::7").named("DB");

        assertThat(texts("db")).containsExactly(REMOTE, "2001:db8::7");
        assertThat(texts("Other")).containsExactly(REMOTE);
        assertThat(texts("localhost")).containsExactly(LOCAL, "::1");
        host.without(AddressFamily.IPV6);
        assertThat(texts("db")).containsExactly(REMOTE);
        assertThat(texts("localhost")).containsExactly(LOCAL);
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> engine.resolve("no\nname"))
                .withMessage("this fake host knows no no\\u000aname");
    }

    private List<String> texts(String name) throws UnknownHostException {
        return engine.resolve(name).stream().map(InternetAddress::format).toList();
    }

    @Test
    void pollTellsWhatIsDueInItsOrderAndWaitsNoLonger() {
        host.remote(REMOTE).answersAfter(Duration.ofMillis(30));
        host.remote("192.0.2.8").answersAfter(Duration.ofMillis(10)).open(22);
        Connector connector = connector(TCP, REMOTE, "192.0.2.8", "192.0.2.9");
        List<String> heard = new ArrayList<>();
        Connector.Listener listener = (slot, reason) -> heard.add(elapsed().toMillis() + " ms: " + slot + " " + reason);
        assertThat(connector.connect(0, 0, 22)).isEqualTo(PENDING);
        assertThat(connector.connect(1, 1, 22)).isEqualTo(PENDING);
        assertThat(connector.connect(2, 1, 23)).isEqualTo(PENDING);
        assertThat(connector.connect(3, 2, 22)).isEqualTo(PENDING);

        connector.poll(0, listener);
        assertThat(heard).isEmpty();
        connector.poll(SECOND, listener);
        assertThat(heard).containsExactly("10 ms: 1 CONNECTED", "10 ms: 2 REFUSED");
        connector.poll(5_000_000, listener);
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(15));
        connector.poll(SECOND, listener);
        assertThat(heard).hasSize(3).endsWith("30 ms: 0 REFUSED");
        connector.poll(SECOND, listener);
        assertThat(heard).hasSize(3);
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(1030));
    }

    @Test
    void listenerMayUseTheSlotAgainAndGiveUpOthers() {
        host.remote(REMOTE);
        Connector connector = connector(TCP, REMOTE);
        List<Integer> heard = new ArrayList<>();
        connector.connect(0, 0, 1);
        connector.connect(1, 0, 2);

        connector.poll(SECOND, (slot, reason) -> {
            heard.add(slot);
            assertThat(connector.connect(slot, 0, 3)).isEqualTo(PENDING);
            assertThat(connector.abandon(1))
                    .as("it is due, and not told of again")
                    .isEqualTo(REFUSED);
        });
        assertThat(heard).containsExactly(0);
        connector.poll(SECOND, (slot, reason) -> heard.add(slot));
        assertThat(heard).containsExactly(0, 0);
    }

    @Test
    void whatWasGivenUpIsNotHeardOf() {
        host.remote(REMOTE).answersAfter(Duration.ofMillis(5));
        Connector connector = connector(TCP, REMOTE);
        connector.connect(0, 0, 1);

        assertThat(connector.abandon(0)).isEqualTo(NO_ANSWER);
        connector.poll(SECOND, (slot, reason) -> {
            throw new AssertionError("heard of " + slot);
        });
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void interruptEndsAPollWithTheFlagSet() {
        Connector connector = connector(TCP, "192.0.2.9");
        connector.connect(0, 0, 1);
        Thread.currentThread().interrupt();

        connector.poll(SECOND, (slot, reason) -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(elapsed()).isZero();
    }

    @Test
    void isStrictAboutSlots() {
        Connector connector = connector(TCP, "192.0.2.9");
        connector.connect(0, 0, 1);

        assertThatIllegalStateException().isThrownBy(() -> connector.connect(0, 0, 2));
        assertThatIllegalStateException().isThrownBy(() -> connector.abandon(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> connector.connect(4, 0, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> connector.connect(1, 1, 2));
        assertThat(host.openConnectors()).isEqualTo(1);
        connector.close();
        assertThatIllegalStateException().isThrownBy(() -> connector.connect(1, 0, 2));
        assertThatIllegalStateException().isThrownBy(() -> connector.poll(0, (slot, reason) -> {}));
        assertThatIllegalStateException().isThrownBy(() -> connector.abandon(0));
    }

    @Test
    void remotesAreMadeOfLiteralsAndSaneNumbers() {
        for (String text : List.of("db", "192.0.2.0/24", "", LOCAL, "::1", "fe80::1%no-such-nic")) {
            assertThatIllegalArgumentException().isThrownBy(() -> host.remote(text));
        }
        FakeRemote remote = host.remote(REMOTE);
        for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> remote.losing(fraction, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> remote.answersAfter(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> remote.open(0));
        assertThat(remote.named("db")).hasToString("fake remote 192.0.2.7 [db]");
    }
}
