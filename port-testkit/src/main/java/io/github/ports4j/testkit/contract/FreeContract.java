package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.PortState;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What {@code free()} must come to, over the provider under test: never "freed" while the port is busy, never back before it
 * is free, no client hurt, no error for a free port.
 */
public abstract class FreeContract extends SceneContract {
    /** For subclasses. */
    protected FreeContract() {}

    private FreeResult tcp(int port) {
        return ports().tcp(port).free();
    }

    private FreeResult udp(int port) {
        return ports().udp(port).free();
    }

    /** Freed, by these steps, with nothing left behind. */
    private void assertFreed(FreeResult result, String... steps) {
        assertThat(stage().canTake(result.port())).as("%s can be taken", result).isTrue();
        assertThat(result.kind()).as("%s %s", result, result.attempts()).isEqualTo(Kind.FREED);
        assertThat(result.isFree()).isTrue();
        assertThat(result.refusal()).isEmpty();
        assertThat(result.freedAfter()).isPresent();
        assertThat(result.report().holders()).isEmpty();
        assertThat(result.report().state()).isIn(PortState.FREE, PortState.FREE_SOON);
        assertThat(result.orThrow()).isSameAs(result);
        assertThat(steps(result.attempts())).containsExactly(steps);
    }

    @Test
    void portThatNobodyHoldsIsAlreadyFree() {
        int port = freePort();

        for (FreeResult result : List.of(tcp(port), udp(port))) {
            assertThat(result.kind()).isEqualTo(Kind.ALREADY_FREE);
            assertThat(result.isFree()).isTrue();
            assertThat(result.orThrow()).isSameAs(result);
            assertThat(result.attempts()).isEmpty();
            assertThat(result.freedAfter()).isEmpty();
            assertThat(result.refusal()).isEmpty();
            assertThat(result.reason()).isNotBlank();
            assertThat(result.report().state()).isEqualTo(PortState.FREE);
        }
        assertThat(tcp(port).port()).isEqualTo(TransportPort.tcp(port));
    }

    @Test
    void listenerIsEndedWithTerm() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));

        FreeResult result = tcp(port);

        assertFreed(result, "TERM EXITED");
        assertThat(server.alive()).isFalse();
        assertThat(result.report().state()).isEqualTo(PortState.FREE);
        assertThat(result.strictlyBindable()).contains(true);
        SignalAttempt attempt = result.attempts().get(0);
        assertThat(attempt.process().pid()).isEqualTo(server.pid());
        assertThat(attempt.after()).isPresent();
        assertThat(attempt.note()).isEmpty();
        assertThat(result.toString()).startsWith(port + "/tcp FREED: ");
    }

    @Test
    void slowShutdownIsWaitedFor() {
        Duration needed = Duration.ofMillis(700);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).on(Signal.TERM, Reaction.exitAfter(needed)));

        FreeResult result = tcp(port);

        assertFreed(result, "TERM EXITED");
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isFalse();
        assertThat(result.freedAfter().orElseThrow()).isBetween(needed, Duration.ofSeconds(4));
        assertThat(result.attempts().get(0).after().orElseThrow()).isBetween(needed, Duration.ofSeconds(4));
    }

    @Test
    void clientOfTheServerLives() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().recording().connect(port));

        FreeResult result = tcp(port);

        assertFreed(result, "TERM EXITED");
        assertThat(server.alive()).isFalse();
        assertThat(client.alive()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(result.report().state()).isEqualTo(PortState.FREE_SOON);
        assertThat(result.strictlyBindable()).contains(false);
        assertThat(result.report().leftovers()).hasSize(1);
    }

    @Test
    void nearEndOfAConnectionIsNotFreedAndNobodyIsSignalled() {
        int port = freePort();
        int near = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING).recording());
        Actor client = start(ActorSpec.idle().recording().connectFrom(near, port));

        FreeResult result = tcp(near);

        assertThat(result.kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.report().state()).isEqualTo(PortState.CLIENT);
        assertThat(result.reason()).contains("127.0.0.1:" + near, "127.0.0.1:" + port);
        assertThatThrownBy(result::orThrow).isInstanceOf(PortHeldException.class);
        assertThat(client.received()).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void everyForkThatSharesTheSocketIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).forks(2));

        FreeResult result = tcp(port);

        assertFreed(result, "TERM EXITED", "TERM EXITED", "TERM EXITED");
        assertThat(server.pids()).hasSize(3).noneMatch(server::alive);
        assertThat(result.attempts())
                .extracting(attempt -> attempt.process().pid())
                .containsExactlyInAnyOrderElementsOf(server.pids());
    }

    @Test
    void everyListenerThatSharesThePortIsEnded() {
        int port = freePort();
        Actor one = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));
        Actor two = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));

        assertFreed(tcp(port), "TERM EXITED", "TERM EXITED");
        assertThat(one.alive()).isFalse();
        assertThat(two.alive()).isFalse();
    }

    @Test
    void holdersOfBothFamiliesAreEnded() {
        int port = freePort();
        Actor four = start(ActorSpec.listening(port));
        Actor six = start(ActorSpec.listening(port, SocketFlag.IPV6));

        assertFreed(tcp(port), "TERM EXITED", "TERM EXITED");
        assertThat(four.alive()).isFalse();
        assertThat(six.alive()).isFalse();
    }

    @Test
    void udpServerIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.idle().udp(port));

        FreeResult result = udp(port);

        assertFreed(result, "TERM EXITED");
        assertThat(server.alive()).isFalse();
        assertThat(result.strictlyBindable()).contains(true);
    }

    @Test
    void listenerOverIpv6AloneIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.IPV6));

        assertFreed(tcp(port), "TERM EXITED");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void dualStackListenerIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.DUAL_STACK));

        assertFreed(tcp(port), "TERM EXITED");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void boundAndSilentHolderIsEnded() {
        needs(Ability.SEE_BOUND);
        int port = freePort();
        Actor holder = start(ActorSpec.idle().bind(port));

        assertFreed(tcp(port), "TERM EXITED");
        assertThat(holder.alive()).isFalse();
    }

    @Test
    void serverThatItsSupervisorBringsBackHasRespawned() {
        Duration delay = Duration.ofMillis(150);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).supervised("supervisord", delay));

        FreeResult result = tcp(port);

        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.RESPAWNED);
        assertThat(result.isFree()).isFalse();
        assertThat(result.freedAfter()).isPresent();
        assertThat(stepsByPid(result.attempts())).containsExactly("TERM " + server.pid() + " EXITED");
        assertThat(result.report().state()).isEqualTo(PortState.LISTENING);
        assertThat(result.report().holders()).hasSize(1);
        long next = result.report().holders().get(0).id().pid();
        assertThat(next).isNotEqualTo(server.pid());
        assertThat(result.reason()).contains("pid " + next);
        assertThat(result.hint().orElseThrow()).contains("supervisorctl stop");
        assertThat(ports().terminator().find(next)).isPresent();
        assertThatThrownBy(result::orThrow).isInstanceOf(PortHeldException.class);
    }

    @Test
    void serverThatIsBackAtOnceHasRespawned() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).supervised("supervisord", Duration.ZERO));

        FreeResult result = tcp(port);

        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.RESPAWNED);
        assertThat(stepsByPid(result.attempts())).containsExactly("TERM " + server.pid() + " EXITED");
        assertThat(result.report().holders())
                .hasSize(1)
                .noneMatch(holder -> holder.id().pid() == server.pid());
    }

    @Test
    void whatComesBackAfterTheSettleWindowIsNotWaitedFor() {
        int port = freePort();
        start(ActorSpec.listening(port).supervised("supervisord", Duration.ofSeconds(2)));

        FreeResult result = ports().tcp(port)
                .freeing()
                .settle(Duration.ofMillis(100))
                .plan()
                .execute()
                .get(0);

        assertFreed(result, "TERM EXITED");
    }

    @Test
    void longerSettleWindowSeesWhatComesBackLater() {
        int port = freePort();
        start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(700)));

        FreeResult result =
                ports().tcp(port).freeing().settle(Duration.ofSeconds(3)).free().get(0);

        assertThat(result.kind()).isEqualTo(Kind.RESPAWNED);
    }

    @Test
    void callTakesTheSettleWindowLongerThanTheFreeing() {
        int port = freePort();
        start(ActorSpec.listening(port));
        Duration settle = Duration.ofMillis(800);

        FreeResult[] result = new FreeResult[1];
        Duration took = timed(() ->
                result[0] = ports().tcp(port).freeing().settle(settle).free().get(0));

        assertFreed(result[0], "TERM EXITED");
        assertThat(took)
                .isGreaterThanOrEqualTo(settle.plus(result[0].freedAfter().orElseThrow()));
        assertThat(result[0].freedAfter().orElseThrow()).isLessThan(settle);
    }

    @Test
    void serverThatItsParentDoesNotReapIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).neverReaped());

        assertFreed(tcp(port), "TERM EXITED");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void serverThatDrainsIsLeftAlive() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING)
                .on(Signal.TERM, Reaction.drainAfter(Duration.ofMillis(100)))
                .on(Signal.HUP, Reaction.RECORD)
                .on(Signal.INT, Reaction.RECORD));
        Actor client = start(ActorSpec.idle().recording().connect(port));

        FreeResult result = tcp(port);

        assertFreed(result, "TERM LET_GO");
        assertThat(server.alive()).isTrue();
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(client.alive()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(result.strictlyBindable()).contains(false);
        assertThat(result.report().state()).isEqualTo(PortState.FREE_SOON);
        assertThat(provider()
                        .sockets()
                        .read(SocketQuery.tcp().connected().remotePort(port))
                        .list())
                .hasSize(1);
    }

    @Test
    void serverThatLetsGoAndExitsLaterIsFreed() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port)
                .on(Signal.TERM, Reaction.drainAndExitAfter(Duration.ofMillis(150)))
                .on(Signal.HUP, Reaction.RECORD));

        FreeResult result = tcp(port);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(result.freedAfter().orElseThrow()).isLessThan(Duration.ofSeconds(1));
        assertThat(canTakeTcp(port)).isTrue();
        assertThat(server.received()).containsExactly(Signal.TERM);
        stage().await("it has ended", () -> !server.alive());
    }

    @Test
    void timeWaitThatAServerCanBindOverIsAlreadyFree() {
        int port = freePort();
        stage().leaveBehind(port, true);

        FreeResult result = tcp(port);

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_FREE);
        assertThat(result.report().state()).isEqualTo(PortState.FREE_SOON);
        assertThat(result.attempts()).isEmpty();
        assertThat(canTakeTcp(port)).isTrue();
    }

    @Test
    void leftoverThatRefusesEveryBindIsStillHeldAtOnceAndNamed() {
        needs(Ability.STRICT_REUSE);
        int port = freePort();
        stage().leaveBehind(port, false);

        FreeResult[] result = new FreeResult[1];
        Duration took = timed(() -> result[0] = tcp(port));

        assertThat(result[0].kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result[0].attempts()).isEmpty();
        assertThat(result[0].reason()).contains("TIME_WAIT", "127.0.0.1:" + port);
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void connectionsOfAServerWithoutReuseKeepThePortAndAreNamed() {
        needs(Ability.STRICT_REUSE);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING, SocketFlag.NO_REUSE));
        Actor client = start(ActorSpec.idle().recording().connect(port));

        FreeResult result = tcp(port);

        assertThat(canTakeTcp(port)).isFalse();
        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.STILL_HELD);
        assertThat(steps(result.attempts())).containsExactly("TERM EXITED");
        assertThat(server.alive()).isFalse();
        assertThat(result.report().leftovers()).hasSize(1);
        assertThat(result.reason()).contains("FIN_WAIT", "127.0.0.1:" + port);
        assertThat(client.alive()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void holderThatNobodyCanSeeIsRefused() {
        int port = freePort();
        Actor actor = start(ActorSpec.listening(port).inFlight().recording());

        FreeResult result = tcp(port);

        assertThat(result.kind()).isEqualTo(Kind.REFUSED);
        assertThat(result.refusal()).isPresent();
        assertThat(result.attempts()).isEmpty();
        assertThat(result.report().state()).isEqualTo(PortState.UNKNOWN);
        assertThat(result.reason())
                .contains(result.report().sockets().get(0).owner().reason());
        assertThat(actor.received()).isEmpty();
    }

    @Test
    void severalPortsHaveTheirResultsInOrder() {
        needs(Ability.STRICT_REUSE);
        int free = freePort();
        int held = freePort();
        int unreachable = freePort();
        start(ActorSpec.listening(held));
        stage().leaveBehind(unreachable, false);

        List<FreeResult> results = ports().tcp(free, held, unreachable).free();

        assertThat(results)
                .extracting(FreeResult::port)
                .containsExactly(TransportPort.tcp(free), TransportPort.tcp(held), TransportPort.tcp(unreachable));
        assertThat(results)
                .extracting(FreeResult::kind)
                .containsExactly(Kind.ALREADY_FREE, Kind.FREED, Kind.STILL_HELD);
    }

    @Test
    void portsOfBothProtocolsAreFreedTogether() {
        int port = freePort();
        Actor tcp = start(ActorSpec.listening(port));
        Actor udp = start(ActorSpec.idle().udp(port));

        List<FreeResult> results = ports().ports(List.of(TransportPort.udp(port), TransportPort.tcp(port)))
                .free();

        assertThat(results).extracting(FreeResult::kind).containsExactly(Kind.FREED, Kind.FREED);
        assertThat(stepsByPid(results.get(0).attempts())).containsExactly("TERM " + udp.pid() + " EXITED");
        assertThat(stepsByPid(results.get(1).attempts())).containsExactly("TERM " + tcp.pid() + " EXITED");
    }

    @Test
    void portCanBeFreedAgainAndAgain() {
        int port = freePort();
        for (int round = 0; round < 3; round++) {
            Actor server = start(ActorSpec.listening(port));

            assertFreed(tcp(port), "TERM EXITED");
            assertThat(server.alive()).isFalse();
        }
        assertThat(tcp(port).kind()).isEqualTo(Kind.ALREADY_FREE);
    }

    @Test
    void processThatEndsByItselfBeforeTheSignalIsASuccess() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        boolean[] armed = {false};

        var plan = ports().tcp(port)
                .freeing()
                .onlyIf(holder -> {
                    if (armed[0]) {
                        server.end();
                    }
                    return true;
                })
                .plan();
        armed[0] = true;
        FreeResult result = plan.execute().get(0);

        assertThat(result.isFree()).as("%s", result).isTrue();
        assertThat(server.received()).isEmpty();
        assertThat(canTakeTcp(port)).isTrue();
    }

    @Test
    void badSettingsAreRefusedAtTheCall() {
        var freeing = ports().tcp(freePort()).freeing();
        Duration negative = Duration.ofMillis(-1);

        assertThatThrownBy(() -> freeing.settle(negative)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> freeing.within(negative)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignalLadder.of(Signal.TERM, negative)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignalLadder.of(Signal.CONT, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
