package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import io.github.ports4j.spi.ProcessFacts.State;
import io.github.ports4j.spi.ProcessTarget;
import io.github.ports4j.spi.ProcessTarget.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a provider must know of processes, and how it must signal them. */
public abstract class ProcessControlContract extends SceneContract {
    /** For subclasses. */
    protected ProcessControlContract() {}

    private ProcessControl processes() {
        return provider().processes();
    }

    private ProcessFacts facts(Actor actor) {
        return processes().read(actor.pid()).orElseThrow();
    }

    private ProcessTarget hold(Actor actor) {
        return processes().open(id(actor)).orElseThrow();
    }

    @Test
    void thisJvmIsAProcess() {
        ProcessFacts self = processes().read(processes().currentPid()).orElseThrow();

        assertThat(self.id().pid()).isEqualTo(processes().currentPid());
        assertThat(self.state()).isEqualTo(State.ALIVE);
        assertThat(self.kernelThread()).isFalse();
        assertThat(self.executable()).isPresent();
    }

    @Test
    void processIsReadWithWhatIsKnownOfIt() {
        Actor actor = start(ActorSpec.idle().named("shop").argument("--profile=dev"));

        ProcessFacts facts = facts(actor);

        assertThat(facts.id().pid()).isEqualTo(actor.pid());
        assertThat(facts.name()).isEqualTo("shop");
        assertThat(facts.user())
                .isEqualTo(
                        processes().read(processes().currentPid()).orElseThrow().user());
        assertThat(facts.commandLine().orElseThrow()).contains("--profile=dev");
        assertThat(facts.executable()).isPresent();
        assertThat(facts.state()).isEqualTo(State.ALIVE);
        assertThat(facts.freezer()).isEqualTo(Freezer.THAWED);
        assertThat(facts.kernelThread()).isFalse();
        assertThat(facts.firstOfNamespace()).isFalse();
        assertThat(facts.container())
                .isEqualTo(
                        processes().read(processes().currentPid()).orElseThrow().container());
    }

    @Test
    void nameIsGivenAsItIs() {
        for (String name : List.of("a) R 1 (b", "two\nlines", "\u001b[31mred", "tab\there", "caf\u00e9")) {
            assertThat(facts(start(ActorSpec.idle().named(name))).name()).isEqualTo(name);
        }
    }

    @Test
    void nameMayBeEmpty() {
        assertThat(facts(start(ActorSpec.idle().named(""))).name()).isEmpty();
    }

    @Test
    void programIsTheFileThatRuns() {
        Actor actor = start(ActorSpec.idle().program("mdnsd"));

        assertThat(facts(actor).executable().orElseThrow().getFileName()).hasToString("mdnsd");
        assertThat(facts(actor).name()).isEqualTo("mdnsd");
    }

    @Test
    void endedProcessIsNotRead() {
        Actor actor = start(ActorSpec.idle());
        ProcessId id = id(actor);
        actor.end();

        assertThat(processes().read(actor.pid())).isEmpty();
        assertThat(processes().open(id)).isEmpty();
        assertThat(processes().descendants(id)).isEmpty();
    }

    @Test
    void processesDifferInTheirIdentity() {
        Actor one = start(ActorSpec.idle());
        Actor two = start(ActorSpec.idle());

        assertThat(id(one)).isEqualTo(id(one)).isNotEqualTo(id(two));
    }

    @Test
    void processUnderAReusedPidIsAnother() {
        needs(Ability.PID_REUSE);
        Actor first = start(ActorSpec.idle());
        ProcessId before = id(first);
        try (ProcessTarget hold = hold(first)) {
            Actor second = first.reusePid(ActorSpec.idle().recording());

            assertThat(second.pid()).isEqualTo(first.pid());
            assertThat(id(second)).isNotEqualTo(before);
            assertThat(hold.gone()).isTrue();
            assertThat(hold.facts()).isEmpty();
            assertThat(hold.permission()).isEqualTo(Delivery.GONE);
            assertThat(hold.send(Signal.TERM)).isEqualTo(Delivery.GONE);
            assertThat(processes().open(before)).isEmpty();
            assertThat(second.alive()).isTrue();
            assertThat(second.received()).isEmpty();
        }
    }

    @Test
    void ignoredAndCaughtSignalsAreTold() {
        Actor actor = start(ActorSpec.idle()
                .ignoring(Signal.HUP)
                .on(Signal.TERM, Reaction.RECORD)
                .on(Signal.INT, Reaction.RECORD));

        assertThat(facts(actor).ignored()).contains(Signal.HUP).doesNotContain(Signal.TERM, Signal.INT);
        assertThat(facts(actor).caught()).contains(Signal.TERM, Signal.INT).doesNotContain(Signal.HUP);
    }

    @Test
    void stoppedProcessIsStopped() {
        Actor actor = start(ActorSpec.idle());
        actor.stop();

        assertThat(facts(actor).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void processFrozenAgainstEverySignalIsToldAsThat() {
        needs(Ability.FREEZE_ALL);
        Actor actor = start(ActorSpec.idle());
        actor.freezeAll();

        assertThat(facts(actor).freezer()).isEqualTo(Freezer.NO_SIGNALS);
    }

    @Test
    void processFrozenAgainstHandlersIsToldAsThat() {
        needs(Ability.FREEZE_HANDLERS);
        Actor actor = start(ActorSpec.idle());
        actor.freezeHandlers();

        assertThat(facts(actor).freezer()).isEqualTo(Freezer.NO_HANDLERS);
    }

    @Test
    void firstProcessOfAPidNamespaceIsToldAsThat() {
        assertThat(facts(start(ActorSpec.idle().firstOfNamespace())).firstOfNamespace())
                .isTrue();
    }

    @Test
    void processWhoseFirstThreadHasEndedIsAlive() {
        Actor actor = start(
                ActorSpec.idle().named("shop").on(Signal.TERM, Reaction.RECORD).leaderExits());

        assertThat(facts(actor).state()).isEqualTo(State.ALIVE);
        assertThat(facts(actor).name()).isEqualTo("shop");
        assertThat(facts(actor).caught()).contains(Signal.TERM);
        try (ProcessTarget hold = hold(actor)) {
            assertThat(hold.gone()).isFalse();
        }
    }

    @Test
    void processThatIsNotReapedHasEnded() {
        Actor actor = start(ActorSpec.idle().neverReaped());
        try (ProcessTarget hold = hold(actor)) {
            assertThat(hold.gone()).isFalse();
            actor.end();

            assertThat(hold.gone()).isTrue();
        }
        assertThat(processes().read(actor.pid()).map(ProcessFacts::state)).contains(State.ZOMBIE);
    }

    @Test
    void parentIsTold() {
        Actor actor = start(ActorSpec.idle().withChildren(1));

        assertThat(processes().read(actor.children().get(0)).orElseThrow().parent())
                .isEqualTo(OptionalLong.of(actor.pid()));
    }

    @Test
    void descendantsAreAllOfThem() {
        Actor actor = start(ActorSpec.listening(freePort()).forks(1).withChildren(2));
        List<Long> expected = List.of(
                actor.pids().get(1), actor.children().get(0), actor.children().get(1));

        assertThat(processes().descendants(id(actor)))
                .extracting(ProcessId::pid)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(processes().descendants(id(actor.children().get(0)))).isEmpty();
    }

    @Test
    void signalReachesTheProcess() {
        Actor actor = start(ActorSpec.idle().recording());
        try (ProcessTarget hold = hold(actor)) {
            assertThat(hold.id()).isEqualTo(id(actor));
            assertThat(hold.permission()).isEqualTo(Delivery.DELIVERED);
            assertThat(hold.send(Signal.HUP)).isEqualTo(Delivery.DELIVERED);
            stage().await("HUP is received", () -> actor.received().contains(Signal.HUP));

            assertThat(actor.received()).containsExactly(Signal.HUP);
            assertThat(hold.gone()).isFalse();
            assertThat(hold.facts().orElseThrow().id()).isEqualTo(id(actor));
        }
    }

    @Test
    void everySignalHasItsName() {
        for (Signal signal : List.of(Signal.TERM, Signal.HUP, Signal.INT, Signal.QUIT, Signal.USR1, Signal.USR2)) {
            Actor actor = start(ActorSpec.idle().on(signal, Reaction.RECORD));
            try (ProcessTarget hold = hold(actor)) {
                assertThat(hold.send(signal)).isEqualTo(Delivery.DELIVERED);
                stage().await(signal + " is received", () -> !actor.received().isEmpty());
            }
            assertThat(actor.received()).containsExactly(signal);
        }
    }

    @Test
    void permissionSendsNothing() {
        Actor actor = start(ActorSpec.idle().recording());
        try (ProcessTarget hold = hold(actor)) {
            assertThat(hold.permission()).isEqualTo(Delivery.DELIVERED);
            assertThat(hold.send(Signal.INT)).isEqualTo(Delivery.DELIVERED);
            stage().await("INT is received", () -> actor.received().contains(Signal.INT));
        }
        assertThat(actor.received()).containsExactly(Signal.INT);
    }

    @Test
    void stoppedProcessGoesOnWithCont() {
        Actor actor = start(ActorSpec.idle().recording());
        actor.stop();
        try (ProcessTarget hold = hold(actor)) {
            hold.send(Signal.TERM);
            assertThat(actor.received()).isEmpty();
            hold.send(Signal.CONT);
            stage().await("TERM is received", () -> !actor.received().isEmpty());
        }
        assertThat(actor.received()).containsExactly(Signal.TERM);
        assertThat(facts(actor).state()).isEqualTo(State.ALIVE);
    }

    @Test
    void endIsWaitedFor() throws InterruptedException {
        Duration needed = Duration.ofMillis(300);
        Actor actor = start(ActorSpec.idle().on(Signal.TERM, Reaction.exitAfter(needed)));
        Actor other = start(ActorSpec.idle());
        try (ProcessTarget hold = hold(actor);
                ProcessTarget otherHold = hold(other)) {
            long begin = provider().clock().nanoTime();
            hold.send(Signal.TERM);
            processes().awaitExit(List.of(otherHold, hold), Duration.ofSeconds(20));
            Duration took = Duration.ofNanos(provider().clock().nanoTime() - begin);

            assertThat(hold.gone()).isTrue();
            assertThat(otherHold.gone()).isFalse();
            assertThat(took).isBetween(needed, Duration.ofSeconds(5));
        }
    }

    @Test
    void waitingForTheEndHasADeadline() throws InterruptedException {
        Actor actor = start(ActorSpec.idle());
        Duration deadline = Duration.ofMillis(200);
        try (ProcessTarget hold = hold(actor)) {
            long begin = provider().clock().nanoTime();
            processes().awaitExit(List.of(hold), deadline);
            Duration took = Duration.ofNanos(provider().clock().nanoTime() - begin);

            assertThat(hold.gone()).isFalse();
            assertThat(took).isBetween(deadline, Duration.ofSeconds(2));
        }
    }

    @Test
    void waitingForOneThatHasEndedTakesNoTime() throws InterruptedException {
        Actor actor = start(ActorSpec.idle());
        try (ProcessTarget hold = hold(actor)) {
            actor.end();
            long begin = provider().clock().nanoTime();
            processes().awaitExit(List.of(hold), Duration.ofSeconds(20));

            assertThat(Duration.ofNanos(provider().clock().nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(hold.gone()).isTrue();
        }
    }

    @Test
    void interruptEndsTheWait() {
        Actor actor = start(ActorSpec.idle());
        try (ProcessTarget hold = hold(actor)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> processes().awaitExit(List.of(hold), Duration.ofSeconds(20)))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void interruptMeanwhileEndsTheWait() {
        Actor actor = start(ActorSpec.idle().recording());
        Thread waiting = Thread.currentThread();
        actor.whenReceived(Signal.TERM, waiting::interrupt);
        try (ProcessTarget hold = hold(actor)) {
            hold.send(Signal.TERM);

            assertThatThrownBy(() -> processes().awaitExit(List.of(hold), Duration.ofSeconds(20)))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void anotherUsersProcessIsReadAndMayNotBeSignalled() {
        needs(Ability.UNPRIVILEGED);
        Actor actor = start(ActorSpec.idle().named("shop").recording().ofOtherUser());
        ProcessId id = id(actor);

        Delivery permission = stage().unprivileged(() -> {
            try (ProcessTarget hold = processes().open(id).orElseThrow()) {
                return hold.permission();
            }
        });
        Delivery sent = stage().unprivileged(() -> {
            try (ProcessTarget hold = processes().open(id).orElseThrow()) {
                return hold.send(Signal.TERM);
            }
        });
        ProcessFacts facts =
                stage().unprivileged(() -> processes().read(actor.pid()).orElseThrow());

        assertThat(permission).isEqualTo(Delivery.NOT_PERMITTED);
        assertThat(sent).isEqualTo(Delivery.NOT_PERMITTED);
        assertThat(facts.name()).isEqualTo("shop");
        assertThat(facts.id()).isEqualTo(id);
        assertThat(actor.received()).isEmpty();
    }

    @Test
    void otherUserIsToldApart() {
        Actor actor = start(ActorSpec.idle().ofOtherUser());

        assertThat(facts(actor).user())
                .isNotEqualTo(
                        processes().read(processes().currentPid()).orElseThrow().user());
    }

    @Test
    void holdMayBeClosedTwice() {
        ProcessTarget hold = hold(start(ActorSpec.idle()));
        hold.close();
        hold.close();
    }

    @Test
    void factsPrintNoArguments() {
        Actor actor = start(ActorSpec.idle().argument("password=hunter2").named("\u001b[31mred"));

        assertThat(facts(actor).toString())
                .doesNotContain("hunter2")
                .doesNotContain("\u001b")
                .contains(Long.toString(actor.pid()));
    }
}
