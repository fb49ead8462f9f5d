package io.github.ports4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.PortProbe.Outcome;
import io.github.ports4j.spi.ProcessTarget;
import io.github.ports4j.spi.ProcessTarget.Delivery;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FakeHostTest {
    private final FakeHost host = new FakeHost();

    private List<SocketEntry> on(int port) {
        return host.sockets().read(SocketQuery.all().withBound().port(port)).list();
    }

    private ProcessTarget hold(FakeProcess process) {
        return host.processes().open(process.id()).orElseThrow();
    }

    private void send(FakeProcess process, Signal signal) {
        try (ProcessTarget hold = hold(process)) {
            assertThat(hold.send(signal)).isEqualTo(Delivery.DELIVERED);
        }
    }

    @Test
    void beginsWithThisJvmAndItsAncestors() {
        assertThat(host.thisJvm().pid()).isEqualTo(host.processes().currentPid());
        assertThat(host.thisJvm().parent()).contains(host.shell());
        assertThat(host.shell().parent().map(FakeProcess::pid)).contains(1L);
        assertThat(host.sockets().read(SocketQuery.all().withBound()).list()).isEmpty();
        assertThat(host.availability().isAvailable()).isTrue();
    }

    @Test
    void clockStandsUntilSomebodyWaits() throws InterruptedException {
        Instant begin = host.clock().now();
        host.clock()
                .after(
                        Duration.ofSeconds(2),
                        () -> host.process("late").listen(8080).start());

        assertThat(on(8080)).isEmpty();
        host.clock().pause(Duration.ofSeconds(1));
        assertThat(on(8080)).isEmpty();
        host.clock().advance(Duration.ofSeconds(1));

        assertThat(on(8080)).hasSize(1);
        assertThat(host.clock().now()).isEqualTo(begin.plusSeconds(2));
        assertThat(host.clock().elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void heldClockIsMovedByNobodyWhoWaits() throws InterruptedException {
        FakeClock clock = host.clock();
        List<Duration> ended = new CopyOnWriteArrayList<>();
        Thread waiter = new Thread(() -> {
            try {
                clock.pause(Duration.ofSeconds(1));
                ended.add(clock.elapsed());
                clock.pause(Duration.ofSeconds(1));
                ended.add(clock.elapsed());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        clock.hold();
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        clock.advance(Duration.ofMillis(999));
        assertThat(ended).isEmpty();
        clock.advance(Duration.ofMillis(1));
        while (ended.isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
        clock.release();
        waiter.join();
        assertThat(ended).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThatThrownBy(clock::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsDueHappensInItsOrder() {
        StringBuilder seen = new StringBuilder();
        host.clock().after(Duration.ofMillis(20), () -> seen.append('c'));
        host.clock().after(Duration.ofMillis(10), () -> {
            seen.append('a');
            host.clock().after(Duration.ZERO, () -> seen.append('b'));
        });
        host.clock().advance(Duration.ofMillis(15));
        assertThat(seen).hasToString("ab");
        host.clock().advance(Duration.ofMillis(5));
        assertThat(seen).hasToString("abc");
    }

    @Test
    void portInUseIsNotOpenedAgain() {
        host.process("one").listen(8080).start();

        assertThatThrownBy(() -> host.process("two").listen(8080).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("8080/tcp")
                .hasMessageContaining("one");
        assertThat(on(8080)).hasSize(1);
    }

    @Test
    void nothingIsConnectedWhereNobodyListens() {
        assertThatThrownBy(() -> host.process("client").connect(8080).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void pidInUseIsNotGivenAgain() {
        FakeProcess one = host.process("one").pid(77).start();

        assertThatThrownBy(() -> host.process("two").pid(77).start()).isInstanceOf(IllegalStateException.class);
        one.exit();
        FakeProcess two = host.process("two").pid(77).start();
        assertThat(two.id()).isNotEqualTo(one.id());
        assertThat(host.find(77)).contains(two);
    }

    @Test
    void signalThatTheLibraryMustNeverSendBlowsUp() {
        for (FakeProcess never : List.of(
                host.thisJvm(),
                host.shell(),
                host.find(1).orElseThrow(),
                host.find(2).orElseThrow())) {
            try (ProcessTarget hold = hold(never)) {
                assertThat(hold.permission()).isEqualTo(Delivery.DELIVERED);
                assertThatThrownBy(() -> hold.send(Signal.TERM)).isInstanceOf(AssertionError.class);
            }
            assertThat(never.alive()).isTrue();
        }
        assertThat(host.signals()).isEmpty();
    }

    @Test
    void holdThatWasClosedIsNotUsed() {
        ProcessTarget hold = hold(host.process("one").start());
        assertThat(host.openTargets()).isEqualTo(1);
        hold.close();
        hold.close();

        assertThat(host.openTargets()).isZero();
        assertThatThrownBy(hold::gone).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(hold::permission).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> hold.send(Signal.TERM)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signalsAreNotedWithTheirTime() {
        FakeProcess server = host.process("server").records().start();
        host.clock().advance(Duration.ofMillis(5));
        send(server, Signal.TERM);

        assertThat(host.signals()).containsExactly(new SentSignal(Duration.ofMillis(5), server.id(), Signal.TERM));
        assertThat(host.signals().get(0)).hasToString("TERM to pid " + server.pid() + " at 5 ms");
    }

    @Test
    void serverThatEndsLeavesItsConnectionsBehind() {
        host.process("server").listen(8080).start().exit();
        FakeProcess server = host.process("server").listen(8080).start();
        FakeProcess client = host.process("client").connect(8080).start();
        server.exit();

        assertThat(on(8080)).extracting(socket -> socket.state().orElseThrow()).containsExactly(TcpState.FIN_WAIT_2);
        assertThat(on(8080).get(0).owner().kind()).isEqualTo(Owner.Kind.NONE);
        assertThat(host.sockets().read(SocketQuery.tcp().remotePort(8080)).list())
                .extracting(socket -> socket.state().orElseThrow())
                .containsExactly(TcpState.CLOSE_WAIT);
        client.exit();
        assertThat(on(8080)).extracting(socket -> socket.state().orElseThrow()).containsExactly(TcpState.TIME_WAIT);
        host.clock().advance(Duration.ofSeconds(60));
        assertThat(on(8080)).isEmpty();
    }

    @Test
    void connectionThatNobodyAcceptedGoesWithItsListener() {
        FakeProcess server = host.process("server")
                .socket(FakeSocket.listener(8080).neverAccepting())
                .start();
        host.process("client").connect(8080).start();
        assertThat(host.sockets().read(SocketQuery.tcp().involving(8080)).list())
                .hasSize(3);
        server.exit();

        assertThat(host.sockets().read(SocketQuery.tcp().involving(8080)).list())
                .isEmpty();
    }

    @Test
    void leftoverGoesAfterAMinute() {
        host.leaveBehind(8080, false);
        assertThat(probe(8080, true)).isEqualTo(Outcome.IN_USE);
        host.clock().advance(Duration.ofSeconds(60));

        assertThat(probe(8080, true)).isEqualTo(Outcome.BINDABLE);
        assertThat(on(8080)).isEmpty();
    }

    private Outcome probe(int port, boolean reuse) {
        return host.probe().probe(TransportPort.tcp(port), AddressFamily.IPV4, reuse);
    }

    @Test
    void sharersOfAPortMustBelongToOneUser() {
        host.process("one").socket(FakeSocket.listener(8080).reusePort()).start();
        host.process("two").socket(FakeSocket.listener(8080).reusePort()).start();

        assertThatThrownBy(() -> host.process("three")
                        .user("alice")
                        .socket(FakeSocket.listener(8080).reusePort())
                        .start())
                .isInstanceOf(IllegalStateException.class);
        assertThat(on(8080)).hasSize(2);
    }

    @Test
    void oneAddressDoesNotStandInTheWayOfAnother() throws UnknownHostException {
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        host.process("one").socket(FakeSocket.listener(8080).onLoopback()).start();
        host.process("two").socket(FakeSocket.listener(8080).on(other)).start();
        host.process("three").socket(FakeSocket.listener(8080).onLoopback6()).start();

        assertThat(on(8080))
                .extracting(SocketEntry::localText)
                .containsExactly("127.0.0.1:8080", "127.0.0.2:8080", "[::1]:8080");
    }

    @Test
    void connectionToAnotherHostHasOneEndHere() throws UnknownHostException {
        InetAddress remote = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
        host.ephemeralPorts(PortRange.of(50_000, 50_010));
        host.process("client")
                .socket(FakeSocket.connection(new InetSocketAddress(remote, 443)))
                .start();

        List<SocketEntry> sockets = host.sockets().read(SocketQuery.all()).list();
        assertThat(sockets)
                .extracting(SocketEntry::toString)
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).startsWith("tcp 192.0.2.1:50000 192.0.2.7:443 ESTABLISHED"));
    }

    @Test
    void userSeesAndSignalsOnlyItsOwn() {
        FakeProcess own = host.process("own").user("alice").listen(8080).start();
        FakeProcess other = host.process("other").user("bob").listen(8081).start();
        host.asUser("alice");

        assertThat(on(8080).get(0).owner().processes()).containsExactly(own.id());
        assertThat(on(8080).get(0).owner().exhaustive()).isFalse();
        assertThat(on(8081).get(0).owner().kind()).isEqualTo(Owner.Kind.HIDDEN);
        assertThat(host.sockets().read(SocketQuery.tcp().ownedBy(other.pid())).list())
                .isEmpty();
        assertThat(host.sockets().read(SocketQuery.tcp().ownedBy(other.pid())).complete())
                .isFalse();
        assertThat(host.sockets().read(SocketQuery.tcp().ownedBy(own.pid())).complete())
                .isTrue();
        try (ProcessTarget hold = hold(other)) {
            assertThat(hold.send(Signal.TERM)).isEqualTo(Delivery.NOT_PERMITTED);
        }
        assertThat(host.signals()).isEmpty();
        assertThat(host.processes().read(other.pid()).orElseThrow().executable())
                .isEmpty();
        assertThat(host.processes().read(own.pid()).orElseThrow().executable()).isPresent();
        assertThat(probeOutcome(80)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(probeOutcome(1024)).isEqualTo(Outcome.BINDABLE);
    }

    private Outcome probeOutcome(int port) {
        return probe(port, false);
    }

    @Test
    void processThatNobodyMayReadIsAGap() {
        host.process("closed").unreadable().listen(8080).start();

        assertThat(on(8080).get(0).owner().kind()).isEqualTo(Owner.Kind.HIDDEN);
        assertThat(host.sockets().read(SocketQuery.tcp()).gaps())
                .extracting(Gap::cause, Gap::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Gap.Cause.PERMISSION, 1L));
    }

    @Test
    void gapThatATestWantsIsInEveryAnswer() {
        Gap gap = new Gap(Gap.Cause.NAMESPACE, "processes", 3, "they are in another pid namespace");
        host.gap(gap);

        assertThat(host.sockets().read(SocketQuery.udp().withoutOwners()).gaps())
                .containsExactly(gap);
    }

    @Test
    void probesAreNoted() {
        probe(8080, true);

        assertThat(host.probes())
                .containsExactly(new MadeProbe(Duration.ZERO, TransportPort.tcp(8080), AddressFamily.IPV4, true));
    }

    @Test
    void supervisorThatIsGoneBringsNothingBack() {
        FakeProcess server = host.process("server")
                .listen(8080)
                .supervisedBy("runsv", Duration.ofMillis(10))
                .start();
        server.parent().orElseThrow().exit();
        server.exit();
        host.clock().advance(Duration.ofSeconds(1));

        assertThat(on(8080)).isEmpty();
    }

    @Test
    void supervisorTriesAgainWhileThePortIsTaken() {
        FakeProcess server = host.process("server")
                .listen(8080)
                .supervisedBy("runsv", Duration.ofMillis(10))
                .start();
        ProcessId first = server.id();
        server.exit();
        FakeProcess thief = host.process("thief").listen(8080).start();
        host.clock().advance(Duration.ofSeconds(1));
        assertThat(on(8080).get(0).owner().processes()).containsExactly(thief.id());
        thief.exit();
        host.clock().advance(Duration.ofMillis(10));

        assertThat(on(8080)).hasSize(1);
        assertThat(on(8080).get(0).owner().processes()).doesNotContain(first, thief.id());
    }

    @Test
    void frozenProcessTakesWhatCameWhenItIsThawed() {
        FakeProcess server = host.process("server").records().start();
        server.freezeAll();
        send(server, Signal.TERM);
        send(server, Signal.KILL);
        assertThat(server.alive()).isTrue();
        assertThat(server.received()).isEmpty();
        server.thaw();

        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isFalse();
    }

    @Test
    void stoppedProcessFinishesWhatItHadBegunWhenItIsResumed() {
        FakeProcess server =
                host.process("server").exitsAfter(Duration.ofMillis(100)).start();
        send(server, Signal.TERM);
        server.stop();
        host.clock().advance(Duration.ofSeconds(1));
        assertThat(server.alive()).isTrue();
        server.resume();

        assertThat(server.alive()).isFalse();
    }

    @Test
    void childrenOfAnEndedProcessGoToTheFirst() {
        FakeProcess parent = host.process("parent").start();
        FakeProcess child = host.process("child").parent(parent).start();
        parent.exit();

        assertThat(child.alive()).isTrue();
        assertThat(child.parent().map(FakeProcess::pid)).contains(1L);
    }

    @Test
    void endedProcessOpensNothing() {
        FakeProcess server = host.process("server").start();
        server.exit();

        assertThatThrownBy(() -> server.open(FakeSocket.listener(8080))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(server::fork).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void builderStartsAsManyAsAreWanted() {
        FakeProcessBuilder worker = host.process("worker");
        FakeProcess one = worker.start();
        FakeProcess two = worker.listen(8080).start();

        assertThat(one.pid()).isNotEqualTo(two.pid());
        assertThat(on(8080).get(0).owner().processes()).containsExactly(two.id());
    }
}
