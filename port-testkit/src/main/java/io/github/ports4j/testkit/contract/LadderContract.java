package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.Freeing;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalLadder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How {@code free()} must climb the ladder of signals, over the provider under test. */
public abstract class LadderContract extends SceneContract {
    private static final SignalLadder QUICK = SignalLadder.parse("TERM:400ms,HUP:400ms,INT:400ms,KILL:5s");

    /** For subclasses. */
    protected LadderContract() {}

    private FreeResult free(int port) {
        return free(port, QUICK);
    }

    private FreeResult free(int port, SignalLadder ladder) {
        return only(ports().tcp(port).freeing().ladder(ladder));
    }

    private static FreeResult only(Freeing freeing) {
        List<FreeResult> results = freeing.plan().execute();
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private void assertFreed(FreeResult result, String... steps) {
        assertThat(result.kind()).as("%s %s", result, result.attempts()).isEqualTo(Kind.FREED);
        assertThat(steps(result.attempts())).containsExactly(steps);
        assertThat(stage().canTake(result.port())).isTrue();
    }

    @Test
    void defaultIsTermHupIntKillAndAServerSeesThatOrder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM STILL_RUNNING", "HUP STILL_RUNNING", "INT STILL_RUNNING", "KILL EXITED");
        assertThat(server.received()).containsExactly(Signal.TERM, Signal.HUP, Signal.INT);
        assertThat(server.alive()).isFalse();
        assertThat(result.freedAfter().orElseThrow()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
    }

    @Test
    void eachStepHasItsTime() {
        int port = freePort();
        start(ActorSpec.listening(port).recording());

        List<SignalAttempt> attempts = free(port).attempts();

        Duration before = Duration.ZERO;
        for (SignalAttempt attempt : attempts.subList(0, 3)) {
            assertThat(attempt.at()).isGreaterThanOrEqualTo(before);
            assertThat(attempt.after().orElseThrow()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
            before = attempt.at().plusMillis(400);
        }
        assertThat(attempts.get(3).at()).isGreaterThanOrEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void stepsEndAsSoonAsTheProcessDoes() {
        int port = freePort();
        Actor server =
                start(ActorSpec.listening(port).recording().on(Signal.HUP, Reaction.exitAfter(Duration.ofMillis(100))));

        assertFreed(free(port), "TERM STILL_RUNNING", "HUP EXITED");
        assertThat(server.received()).containsExactly(Signal.TERM, Signal.HUP);
    }

    @Test
    void ignoredSignalIsSkippedAndTakesNoTime() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).ignoring(Signal.TERM));

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM SKIPPED", "HUP EXITED");
        assertThat(result.attempts().get(0).note().orElseThrow()).contains("ignores TERM");
        assertThat(result.attempts().get(0).after()).isEmpty();
        assertThat(result.freedAfter().orElseThrow()).isLessThan(Duration.ofSeconds(4));
        assertThat(server.alive()).isFalse();
    }

    @Test
    void processThatIgnoresAllIsKilledAtOnce() {
        int port = freePort();
        start(ActorSpec.listening(port).ignoring(Signal.TERM, Signal.HUP, Signal.INT));

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM SKIPPED", "HUP SKIPPED", "INT SKIPPED", "KILL EXITED");
        assertThat(result.freedAfter().orElseThrow()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void firstProcessOfAPidNamespaceGetsWhatItCanGet() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).firstOfNamespace());

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM SKIPPED", "HUP SKIPPED", "INT SKIPPED", "KILL EXITED");
        assertThat(result.attempts().get(0).note().orElseThrow()).contains("first process");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void firstProcessOfAPidNamespaceGetsWhatItCatches() {
        int port = freePort();
        Actor server =
                start(ActorSpec.listening(port).firstOfNamespace().on(Signal.INT, Reaction.exitAfter(Duration.ZERO)));

        assertFreed(ports().tcp(port).free(), "TERM SKIPPED", "HUP SKIPPED", "INT EXITED");
        assertThat(server.received()).containsExactly(Signal.INT);
    }

    @Test
    void stoppedProcessGetsContAfterTerm() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.stop();

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM EXITED", "CONT SENT");
        assertThat(server.alive()).isFalse();
        assertThat(result.freedAfter().orElseThrow()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void stoppedProcessWithAHandlerShutsDownInOrder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).on(Signal.TERM, Reaction.exitAfter(Duration.ofMillis(100))));
        server.stop();

        assertFreed(ports().tcp(port).free(), "TERM EXITED", "CONT SENT");
        assertThat(server.received()).containsExactly(Signal.TERM);
    }

    @Test
    void processThatNoSignalReachesIsStillHeldAndTheFreezerIsNamed() {
        needs(Ability.FREEZE_ALL);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.freezeAll();

        FreeResult[] result = new FreeResult[1];
        Duration took = timed(() -> result[0] = ports().tcp(port).free());

        assertThat(result[0].kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result[0].attempts()).isEmpty();
        assertThat(result[0].reason()).contains("freezer");
        assertThat(result[0].hint()).isPresent();
        assertThat(server.alive()).isTrue();
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void processWhoseHandlersAreFrozenEndsAndTheTraceNamesTheFreeze() {
        needs(Ability.FREEZE_HANDLERS);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.freezeHandlers();

        FreeResult result = ports().tcp(port).free();

        assertFreed(result, "TERM EXITED");
        assertThat(result.attempts().get(0).note().orElseThrow()).contains("frozen");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void frozenHandlersDoNotRunAndKillEndsThem() {
        needs(Ability.FREEZE_HANDLERS);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        server.freezeHandlers();

        FreeResult result = free(port);

        assertFreed(result, "TERM STILL_RUNNING", "HUP STILL_RUNNING", "INT STILL_RUNNING", "KILL EXITED");
        assertThat(result.attempts())
                .allSatisfy(attempt -> assertThat(attempt.note().orElseThrow()).contains("frozen"));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void processWhoseFirstThreadHasEndedIsEnded() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).leaderExits());

        assertFreed(ports().tcp(port).free(), "TERM EXITED");
        assertThat(server.alive()).isFalse();
    }

    @Test
    void ladderWithoutKillMayEndWithoutSuccess() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());

        FreeResult result = free(port, SignalLadder.parse("INT:200ms,TERM:200ms"));

        assertThat(result.kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(steps(result.attempts())).containsExactly("INT STILL_RUNNING", "TERM STILL_RUNNING");
        assertThat(server.received()).containsExactly(Signal.INT, Signal.TERM);
        assertThat(server.alive()).isTrue();
        assertThat(result.report().holders())
                .extracting(holder -> holder.id().pid())
                .containsExactly(server.pid());
        assertThat(result.reason()).contains("pid " + server.pid());
    }

    @Test
    void deadlineEndsTheClimbAndIsAnAnswer() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        Duration deadline = Duration.ofSeconds(2);

        FreeResult[] result = new FreeResult[1];
        Duration took = timed(() -> result[0] = only(ports().tcp(port).freeing().within(deadline)));

        assertThat(result[0].kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(result[0].attempts()).extracting(SignalAttempt::signal).containsExactly(Signal.TERM);
        assertThat(result[0].reason()).contains("2000 ms");
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isTrue();
        assertThat(took).isBetween(deadline, Duration.ofSeconds(5));
    }

    @Test
    void serverThatKeepsHandingOverItsSocketIsNeverCalledFree() {
        int port = freePort();
        start(ActorSpec.listening(port).on(Signal.TERM, Reaction.handOverAfter(Duration.ofMillis(50))));

        FreeResult result = only(ports().tcp(port).freeing().within(Duration.ofSeconds(1)));

        assertThat(canTakeTcp(port)).isFalse();
        assertThat(result.isFree()).as("%s", result).isFalse();
        // for a moment both have it: the one that gives it away and the one that gets it
        assertThat(result.report().holders()).as("%s", result.report()).hasSizeBetween(1, 2);
    }

    @Test
    void laddersOfDifferentProcessesAreClimbedAtTheSameTime() {
        int one = freePort();
        int two = freePort();
        Actor first = start(ActorSpec.listening(one).recording());
        Actor second = start(ActorSpec.listening(two).recording());

        List<FreeResult> results = ports().tcp(one, two)
                .freeing()
                .ladder(SignalLadder.parse("TERM:3s,KILL:5s"))
                .free();

        assertThat(results).extracting(FreeResult::kind).containsExactly(Kind.FREED, Kind.FREED);
        assertThat(results).allSatisfy(result -> {
            assertThat(steps(result.attempts())).containsExactly("TERM STILL_RUNNING", "KILL EXITED");
            assertThat(result.freedAfter().orElseThrow()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(5900));
        });
        assertThat(first.alive()).isFalse();
        assertThat(second.alive()).isFalse();
    }

    @Test
    void forkThatIgnoresNothingDoesNotWaitForItsStubbornParent() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording().forks(1));

        FreeResult result = free(port);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(stepsByPid(result.attempts()))
                .contains(
                        "TERM " + server.pids().get(1) + " EXITED",
                        "TERM " + server.pid() + " STILL_RUNNING",
                        "KILL " + server.pid() + " EXITED")
                .hasSize(5);
        assertThat(server.received()).containsExactly(Signal.TERM, Signal.HUP, Signal.INT);
    }

    @Test
    void holderThatHasLetGoGetsNoFurtherSignalWhileAnotherStillHolds() {
        int port = freePort();
        Actor drains = start(ActorSpec.listening(port).recording().on(Signal.TERM, Reaction.drainAfter(Duration.ZERO)));
        Actor stubborn = start(ActorSpec.listening(port, SocketFlag.IPV6).recording());

        FreeResult result = free(port);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(drains.received()).containsExactly(Signal.TERM);
        assertThat(drains.alive()).isTrue();
        assertThat(stubborn.alive()).isFalse();
        assertThat(stepsByPid(result.attempts()))
                .containsExactlyInAnyOrder(
                        "TERM " + drains.pid() + " LET_GO",
                        "TERM " + stubborn.pid() + " STILL_RUNNING",
                        "HUP " + stubborn.pid() + " STILL_RUNNING",
                        "INT " + stubborn.pid() + " STILL_RUNNING",
                        "KILL " + stubborn.pid() + " EXITED");
    }

    @Test
    void descendantsAreEndedWhereTheyAreAskedFor() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).withChildren(2));

        FreeResult result = only(ports().tcp(port).freeing().withDescendants());

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(server.alive()).isFalse();
        stage().await(
                        "its children have ended",
                        () -> server.children().stream().noneMatch(server::alive));
        assertThat(result.attempts())
                .extracting(attempt -> attempt.process().pid())
                .containsExactlyInAnyOrder(
                        server.pid(),
                        server.children().get(0),
                        server.children().get(1));
    }

    @Test
    void descendantsAreLeftAliveOtherwise() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).withChildren(2));

        assertFreed(ports().tcp(port).free(), "TERM EXITED");
        assertThat(server.children()).hasSize(2).allMatch(server::alive);
    }

    @Test
    void interruptedThreadSendsNoSignal() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        Thread.currentThread().interrupt();
        PortInterruptedException thrown = catchThrowableOfType(
                PortInterruptedException.class, () -> ports().tcp(port).free());
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(thrown.attempts()).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void interruptMeanwhileSendsNoFurtherSignal() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        server.whenReceived(Signal.TERM, Thread.currentThread()::interrupt);
        PortInterruptedException thrown = catchThrowableOfType(
                PortInterruptedException.class, () -> ports().tcp(port).free());
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(thrown.attempts()).extracting(SignalAttempt::signal).containsExactly(Signal.TERM);
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isTrue();
    }

    @Test
    void interruptInTheSettleWindowIsNoticed() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port)
                .on(Signal.TERM, Reaction.drainAfter(Duration.ZERO))
                .on(Signal.HUP, Reaction.RECORD));
        server.whenReceived(Signal.TERM, Thread.currentThread()::interrupt);
        PortInterruptedException thrown = catchThrowableOfType(
                PortInterruptedException.class,
                () -> only(ports().tcp(port).freeing().settle(Duration.ofSeconds(10))));
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(server.received()).containsExactly(Signal.TERM);
    }
}
