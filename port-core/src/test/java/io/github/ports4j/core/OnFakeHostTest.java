package io.github.ports4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.Port;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.Ports;
import io.github.ports4j.Protection;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TcpState;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.SocketsBuilder;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeProcess;
import io.github.ports4j.testkit.FakeSocket;
import io.github.ports4j.testkit.MadeProbe;
import io.github.ports4j.testkit.SentSignal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a host in memory can bring about, or only it can see. */
class OnFakeHostTest {
    private final FakeHost host = new FakeHost();
    private final Ports ports = Ports.on(host);

    @AfterEach
    void nothingIsHeldOnTo() {
        assertThat(host.openTargets()).isZero();
    }

    @Test
    void timesAreExact() {
        FakeProcess server = host.process("java")
                .listen(8080)
                .exitsAfter(Duration.ofMillis(700))
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.freedAfter()).contains(Duration.ofMillis(700));
        assertThat(host.clock().elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(host.signals()).containsExactly(new SentSignal(Duration.ZERO, server.id(), Signal.TERM));
        assertThat(result.attempts())
                .containsExactly(new SignalAttempt(
                        server.id(),
                        Signal.TERM,
                        Duration.ZERO,
                        SignalAttempt.Outcome.EXITED,
                        Optional.of(Duration.ofMillis(700)),
                        Optional.empty()));
    }

    @Test
    void portIsProbedOnlyWhileTheTableShowsNoHolderAndNeverWhileItSettles() {
        host.process("java").listen(8080).exitsAfter(Duration.ofMillis(700)).start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(host.probes()).isNotEmpty();
        assertThat(host.probes())
                .extracting(MadeProbe::at)
                .containsOnly(result.freedAfter().orElseThrow());
    }

    @Test
    void silentHolderThatHasSetReuseIsNotProbedBeside() {
        FakeProcess holder =
                host.process("java").socket(FakeSocket.bound(8080)).records().start();

        assertThat(ports.tcp(8080).explain().state()).isEqualTo(PortState.BOUND);
        assertThat(ports.tcp(8080)
                        .freeing()
                        .within(Duration.ofSeconds(1))
                        .free()
                        .get(0)
                        .kind())
                .isEqualTo(Kind.STILL_HELD);
        assertThat(holder.alive()).isTrue();
        assertThat(host.probes()).isEmpty();
    }

    @Test
    void holderThatMayNotBeSignalledKeepsTheOthersFromIt() {
        FakeProcess one = host.process("one")
                .socket(FakeSocket.listener(8080).onLoopback())
                .start();
        FakeProcess two = host.process("two")
                .socket(FakeSocket.listener(8080).onLoopback6())
                .unsignallable()
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.REFUSED);
        assertThat(result.refusal()).contains(Refusal.NOT_PERMITTED);
        assertThat(result.reason()).contains("two");
        assertThat(host.signals()).isEmpty();
        assertThat(one.alive()).isTrue();
        assertThat(two.alive()).isTrue();
    }

    @Test
    void childThatIsForkedMeanwhileIsEndedLikeItsParent() {
        FakeProcess server = host.process("java")
                .listen(8080)
                .on(Signal.TERM, Duration.ofMillis(50), parent -> {
                    parent.fork();
                    parent.exit();
                })
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.attempts())
                .extracting(attempt -> attempt.signal() + " " + attempt.outcome())
                .containsExactly("TERM EXITED", "TERM EXITED");
        assertThat(result.attempts().get(0).process()).isEqualTo(server.id());
        assertThat(result.attempts().get(1).process()).isNotEqualTo(server.id());
    }

    @Test
    void sharerThatCanNotBeSeenKeepsThePortHeld() {
        FakeProcess server = host.process("java").listen(8080).start();
        host.asUser("alice");
        FakeProcess own =
                host.process("java").user("alice").socket(FakeSocket.udp(9999)).start();
        host.process("other").user("bob").start();

        assertThat(ports.udp(9999).explain().holders().get(0).id()).isEqualTo(own.id());
        assertThat(ports.udp(9999).explain().reason()).contains("not every process could be looked at");
        assertThat(ports.udp(9999).free().kind()).isEqualTo(Kind.FREED);
        assertThat(ports.tcp(8080).free().refusal()).contains(Refusal.NOT_PERMITTED);
        assertThat(server.alive()).isTrue();
    }

    @Test
    void privilegedPortIsFreedByTheTableAloneAndSaysSo() {
        host.asUser("alice");
        host.process("java").user("alice").listen(80).start();

        FreeResult result = ports.tcp(80).free();

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.strictlyBindable()).isEmpty();
        assertThat(result.reason()).contains("by the table alone");
    }

    @Test
    void familyThatTheHostLacksDoesNotCount() {
        host.without(AddressFamily.IPV6);
        host.process("java").socket(FakeSocket.listener(8080).onLoopback()).start();

        assertThat(ports.tcp(8081).explain().state()).isEqualTo(PortState.FREE);
        FreeResult result = ports.tcp(8080).free();
        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.strictlyBindable()).contains(true);
    }

    @Test
    void unitOfTheServiceManagerIsTheSupervisor() {
        Supervisor unit = new Supervisor("systemd", "shop.service", "systemctl stop shop.service");
        host.process("java")
                .listen(8080)
                .service(unit)
                .supervisedBy("starter", Duration.ofMillis(150))
                .start();

        PortReport report = ports.tcp(8080).explain();
        FreeResult result = ports.tcp(8080).free();

        assertThat(report.holders().get(0).supervisor()).contains(unit);
        assertThat(report.hint().orElseThrow()).contains("systemctl stop shop.service");
        assertThat(result.kind()).isEqualTo(Kind.RESPAWNED);
        assertThat(result.hint().orElseThrow()).contains("systemctl stop shop.service");
    }

    @Test
    void containerIsNamedAndNotProtected() {
        host.process("java").listen(8080).container("3f2a").start();

        PortReport report = ports.tcp(8080).explain();

        assertThat(report.holders().get(0).container()).contains("3f2a");
        assertThat(report.holders().get(0).protection()).isEmpty();
        assertThat(report.hint().orElseThrow()).contains("docker stop 3f2a");
        assertThat(ports.tcp(8080).free().kind()).isEqualTo(Kind.FREED);
    }

    @Test
    void ancestorThatHoldsThePortIsNotSignalled() {
        host.shell().open(FakeSocket.listener(8080));

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.refusal()).contains(Refusal.PROTECTED);
        assertThat(result.reason()).contains("ancestor");
    }

    @Test
    void firstProcessThatHoldsThePortForAServiceIsNotSignalled() {
        host.find(1).orElseThrow().open(FakeSocket.listener(8080));

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.refusal()).contains(Refusal.PROTECTED);
        assertThat(result.hint().orElseThrow()).contains("systemctl list-sockets");
    }

    /** launchd keeps the socket of a job that is not started yet, or beside the job. */
    @Test
    void launchdThatHoldsThePortForAJobIsNotSignalled() {
        FakeHost mac = new FakeHost("launchd");
        FakeProcess launchd = mac.find(1).orElseThrow();
        launchd.open(FakeSocket.listener(8080));
        Port port = Ports.on(mac).tcp(8080);

        FreeResult alone = port.free();

        assertThat(alone.refusal()).contains(Refusal.PROTECTED);
        assertThat(alone.hint().orElseThrow()).contains("launchctl bootout");

        FakeProcess job = mac.process("shopd")
                .service(new Supervisor("launchd", "org.example.shop", "launchctl bootout system/org.example.shop"))
                .start();
        launchd.shareWith(job);

        FreeResult beside = port.free();

        assertThat(beside.refusal()).contains(Refusal.PROTECTED);
        assertThat(beside.hint().orElseThrow()).contains("launchctl bootout system/org.example.shop");
        assertThat(mac.signals()).isEmpty();
    }

    /** Its AirPlay receiver takes 5000 and 7000. */
    @Test
    void controlCenterIsExplainedAndNotSignalledUnlessAllowed() {
        FakeHost mac = new FakeHost("launchd");
        mac.process("ControlCenter").listen(5000).start();
        Port port = Ports.on(mac).tcp(5000);

        PortReport report = port.explain();
        assertThat(report.holders().get(0).protection().orElseThrow().kind()).isEqualTo(Protection.CONTROL_CENTER);
        assertThat(report.holders().get(0).protection().orElseThrow().hint().orElseThrow())
                .contains("AirPlay");
        assertThat(port.free().refusal()).contains(Refusal.PROTECTED);
        assertThat(mac.signals()).isEmpty();

        assertThat(port.freeing().allow(Protection.CONTROL_CENTER).free().get(0).kind())
                .isEqualTo(Kind.FREED);
    }

    @Test
    void processThatGoesWhileItIsLookedAtIsNoError() {
        FakeProcess server = host.process("java").listen(8080).start();
        FreeResult result = ports.tcp(8080)
                .freeing()
                .onlyIf(process -> {
                    server.exit();
                    return true;
                })
                .free()
                .get(0);

        assertThat(result.isFree()).isTrue();
        assertThat(host.signals()).isEmpty();
    }

    @Test
    void laterRungsFindAProcessThatWasThawedMeanwhile() {
        FakeProcess server = host.process("java")
                .listen(8080)
                .on(Signal.TERM, Duration.ZERO, FakeProcess::exit)
                .start();
        server.freezeHandlers();
        host.clock().after(Duration.ofSeconds(1), server::thaw);

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.freedAfter()).contains(Duration.ofSeconds(1));
        assertThat(server.received()).isEqualTo(List.of(Signal.TERM));
    }

    @Test
    void serverThatTakesItsPortAgainWhileItSettlesIsNoSuccess() {
        FakeProcess server = host.process("java")
                .listen(8080)
                .on(Signal.TERM, Duration.ZERO, process -> {
                    process.closeListeners();
                    host.clock().after(Duration.ofMillis(100), () -> process.open(FakeSocket.listener(8080)));
                })
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.RESPAWNED);
        assertThat(result.reason()).contains("pid " + server.pid());
        assertThat(host.signals()).hasSize(1);
    }

    @Test
    void serverThatOpensItsPortAnewOnHupIsStillTheSameHolder() {
        FakeProcess server = host.process("java")
                .listen(8080)
                .records()
                .on(Signal.HUP, Duration.ZERO, process -> {
                    process.closeListeners();
                    process.open(FakeSocket.listener(8080));
                })
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(host.signals())
                .extracting(SentSignal::signal)
                .containsExactly(Signal.TERM, Signal.HUP, Signal.INT, Signal.KILL);
        assertThat(server.alive()).isFalse();
    }

    @Test
    void whoTakesThePortOfADrainingServerIsNotSignalled() {
        FakeProcess server = host.process("java").listen(8080).drains().start();
        FakeProcess[] other = new FakeProcess[1];
        server.whenReceived(
                Signal.TERM,
                () -> host.clock()
                        .after(
                                Duration.ofMillis(50),
                                () -> other[0] =
                                        host.process("other").listen(8080).start()));

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.RESPAWNED);
        assertThat(result.reason()).contains("other pid " + other[0].pid());
        assertThat(host.signals()).containsExactly(new SentSignal(Duration.ZERO, server.id(), Signal.TERM));
        assertThat(server.alive()).isTrue();
    }

    @Test
    void processThatIsFrozenMeanwhileIsStillHeldWithThatReason() {
        FakeProcess server = host.process("java").listen(8080).records().start();
        server.whenReceived(Signal.TERM, () -> host.clock().after(Duration.ofMillis(10), server::freezeAll));

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result.reason()).contains("freezer");
        assertThat(host.signals()).hasSize(1);
    }

    @Test
    void forkThatNobodyMayReadKeepsThePortHeld() {
        FakeProcess server = host.process("java").listen(8080).start();
        FakeProcess hidden = host.process("java").unreadable().start();
        server.shareWith(hidden);

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result.report().state()).isEqualTo(PortState.UNKNOWN);
        assertThat(server.alive()).isFalse();
        assertThat(hidden.alive()).isTrue();
        assertThat(host.signals()).hasSize(1);
    }

    @Test
    void noTimeAtAllSignalsNobody() {
        FakeProcess server = host.process("java").listen(8080).start();

        assertThat(free(8080, Duration.ZERO).kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(free(8081, Duration.ZERO).kind()).isEqualTo(Kind.ALREADY_FREE);
        assertThat(server.alive()).isTrue();
        assertThat(host.signals()).isEmpty();
    }

    private FreeResult free(int port, Duration within) {
        return ports.tcp(port).freeing().within(within).free().get(0);
    }

    @Test
    void deadlineInTheSettleWindowLeavesItFreed() {
        host.process("java").listen(8080).exitsAfter(Duration.ofMillis(900)).start();

        FreeResult result = free(8080, Duration.ofSeconds(1));

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(host.clock().elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withoutASettleWindowNothingIsWaitedForAfterwards() {
        host.process("java").listen(8080).start();

        FreeResult result =
                ports.tcp(8080).freeing().settle(Duration.ZERO).free().get(0);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(host.clock().elapsed()).isZero();
    }

    @Test
    void stepsOfAllLaddersAreInTheOrderOfTime() {
        host.process("one")
                .socket(FakeSocket.listener(8080).onLoopback())
                .records()
                .start();
        host.process("two")
                .socket(FakeSocket.listener(8080).onLoopback6())
                .records()
                .start();

        assertThat(ports.tcp(8080).free().attempts())
                .hasSize(8)
                .isSortedAccordingTo(Comparator.comparing(SignalAttempt::at));
    }

    @Test
    void interruptThatComesWhileTheConditionIsAskedSendsNoSignal() {
        host.process("java").listen(8080).start();
        var plan = ports.tcp(8080).freeing();
        PortInterruptedException thrown = catchThrowableOfType(
                PortInterruptedException.class,
                () -> plan.onlyIf(process -> {
                            Thread.currentThread().interrupt();
                            return true;
                        })
                        .free());
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(host.signals()).isEmpty();
    }

    @Test
    void refusalInTheMiddleEndsThatPortAlone() {
        FakeProcess kept = host.process("kept").listen(8080).records().start();
        FakeProcess ended = host.process("ended").listen(8081).records().start();

        List<FreeResult> results = ports.tcp(8080, 8081)
                .freeing()
                .onlyIf(process ->
                        process.id().pid() != kept.pid() || kept.received().isEmpty())
                .free();

        assertThat(results).extracting(FreeResult::kind).containsExactly(Kind.REFUSED, Kind.FREED);
        assertThat(results.get(0).refusal()).contains(Refusal.GUARD);
        assertThat(results.get(0).attempts()).extracting(SignalAttempt::signal).containsExactly(Signal.TERM);
        assertThat(kept.received()).containsExactly(Signal.TERM);
        assertThat(ended.alive()).isFalse();
    }

    @Test
    void onlyWhoIsNotRootIsToldToAskAsRoot() {
        host.process("java").listen(8080).unreadable().start();
        assertThat(ports.tcp(8080).explain().hint()).isEmpty();
        assertThat(ports.tcp(8080).free().refusal()).contains(Refusal.NOT_PERMITTED);
        host.asUser("alice");

        assertThat(ports.tcp(8080).explain().hint().orElseThrow()).contains("as root");
        assertThat(ports.tcp(8080).free().hint().orElseThrow()).contains("as root");
        assertThat(host.signals()).isEmpty();
    }

    @Test
    void interruptThatComesWhileTheConditionIsAskedAgainSendsNoFurtherSignal() {
        FakeProcess server = host.process("java").listen(8080).records().start();

        PortInterruptedException thrown = catchThrowableOfType(
                PortInterruptedException.class,
                () -> ports.tcp(8080)
                        .freeing()
                        .onlyIf(process -> {
                            if (!server.received().isEmpty()) {
                                Thread.currentThread().interrupt();
                            }
                            return true;
                        })
                        .free());
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(server.received()).containsExactly(Signal.TERM);
    }

    @Test
    void processThatEndsSoonAfterItLetGoHasExited() {
        host.process("java")
                .listen(8080)
                .on(Signal.TERM, Duration.ofMillis(20), process -> {
                    process.closeListeners();
                    host.clock().after(Duration.ofMillis(100), process::exit);
                })
                .start();

        FreeResult result = ports.tcp(8080).free();

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.freedAfter().orElseThrow()).isLessThan(Duration.ofMillis(120));
        assertThat(result.attempts()).extracting(SignalAttempt::outcome).containsExactly(SignalAttempt.Outcome.EXITED);
    }

    @Test
    void portThatIsLetGoOfBetweenTwoLooksIsTriedBeforeItIsJudged() {
        host.leaveBehind(8080, true);
        FakeProcess server = host.process("java").listen(8080).records().start();
        SocketTable late = query -> {
            Sockets seen = host.sockets().read(query);
            if (server.alive() && !server.received().isEmpty() && !query.owners()) {
                server.exit();
            }
            return seen;
        };

        FreeResult result = Ports.on(new OtherTable(host, late)).tcp(8080).free();

        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.FREED);
        assertThat(result.strictlyBindable()).contains(false);
    }

    /** As a walk over the processes does that began before the holder came. */
    private SocketTable missingTheHolderOnce() {
        AtomicBoolean missed = new AtomicBoolean();
        return query -> {
            if (!query.owners() || missed.getAndSet(true)) {
                return host.sockets().read(query);
            }
            SocketsBuilder sockets = new SocketsBuilder(1);
            sockets.tcp(AddressFamily.IPV4, TcpState.LISTEN)
                    .local(0, 0x7f00_0001L, 8080)
                    .inode(1)
                    .add(Owners.hidden("no descriptor of it was found"));
            return sockets.build();
        };
    }

    @Test
    void holderThatWasMissedIsLookedForOnceMore() {
        FakeProcess server = host.process("java").listen(8080).start();

        PortReport report =
                Ports.on(new OtherTable(host, missingTheHolderOnce())).tcp(8080).explain();

        assertThat(report.state()).as("%s", report).isEqualTo(PortState.LISTENING);
        assertThat(report.holders()).extracting(holder -> holder.id().pid()).containsExactly(server.pid());
    }

    @Test
    void holderThatWasMissedIsLookedForOnceMoreBeforeItsPortIsRefused() {
        host.process("java").listen(8080).start();

        FreeResult result =
                Ports.on(new OtherTable(host, missingTheHolderOnce())).tcp(8080).free();

        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.FREED);
    }

    /** The fake host, but for its socket table. */
    private record OtherTable(FakeHost host, SocketTable sockets) implements HostProvider {
        @Override
        public String name() {
            return "fake with another table";
        }

        @Override
        public Availability availability() {
            return host.availability();
        }

        @Override
        public ProcessControl processes() {
            return host.processes();
        }

        @Override
        public PortProbe probe() {
            return host.probe();
        }

        @Override
        public PortRange ephemeralPorts() {
            return host.ephemeralPorts();
        }

        @Override
        public HostClock clock() {
            return host.clock();
        }
    }
}
