package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protection;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TerminationResult.Kind;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How a process must be ended by itself, over the provider under test. */
public abstract class TerminatorContract extends SceneContract {
    private static final SignalLadder QUICK = SignalLadder.parse("TERM:400ms,HUP:400ms,INT:400ms,KILL:5s");

    /** For subclasses. */
    protected TerminatorContract() {}

    private ProcessInfo find(long pid) {
        return ports().terminator().find(pid).orElseThrow();
    }

    private TerminationResult terminate(Actor actor, SignalLadder ladder) {
        return ports().terminator().terminate(find(actor.pid()).id(), ladder);
    }

    private static void assertEnded(TerminationResult result, String... steps) {
        assertThat(result.kind()).as("%s %s", result, result.attempts()).isEqualTo(Kind.EXITED);
        assertThat(result.refusal()).isEmpty();
        assertThat(result.reason()).isNotBlank();
        assertThat(steps(result.attempts())).containsExactly(steps);
    }

    @Test
    void processIsFoundByItsPid() {
        Actor actor =
                start(ActorSpec.idle().named("shop").argument("--profile=dev").withChildren(1));

        ProcessInfo info = find(actor.pid());

        assertThat(info.id()).isEqualTo(id(actor));
        assertThat(info.name()).isEqualTo("shop");
        assertThat(info.commandLine().orElseThrow()).contains("--profile=dev");
        assertThat(info.protection()).isEmpty();
        assertThat(info.toString()).startsWith("shop pid " + actor.pid() + " (");
        assertThat(find(actor.children().get(0)).parent()).isEqualTo(OptionalLong.of(actor.pid()));
    }

    @Test
    void nobodyIsFoundUnderAPidThatNobodyHas() {
        Actor actor = start(ActorSpec.idle());
        actor.end();

        assertThat(ports().terminator().find(actor.pid())).isEmpty();
    }

    @Test
    void badPidIsRefusedAtTheCall() {
        assertThatThrownBy(() -> ports().terminator().find(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ports().terminator().find(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plainProcessEndsWithTerm() {
        Actor actor = start(ActorSpec.idle());
        ProcessId process = id(actor);

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertEnded(result, "TERM EXITED");
        assertThat(result.process()).isEqualTo(process);
        assertThat(result.attempts().get(0).process()).isEqualTo(process);
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void endIsWaitedFor() {
        Duration needed = Duration.ofMillis(700);
        Actor actor = start(ActorSpec.idle().on(Signal.TERM, Reaction.exitAfter(needed)));

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertEnded(result, "TERM EXITED");
        assertThat(result.attempts().get(0).after().orElseThrow()).isBetween(needed, Duration.ofSeconds(4));
        assertThat(actor.received()).containsExactly(Signal.TERM);
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void ladderIsClimbedInOrder() {
        Actor actor = start(ActorSpec.idle().recording());

        TerminationResult result = terminate(actor, QUICK);

        assertEnded(result, "TERM STILL_RUNNING", "HUP STILL_RUNNING", "INT STILL_RUNNING", "KILL EXITED");
        assertThat(actor.received()).containsExactly(Signal.TERM, Signal.HUP, Signal.INT);
    }

    @Test
    void ignoredSignalsAreSkipped() {
        Actor actor = start(ActorSpec.idle().ignoring(Signal.TERM, Signal.HUP));

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertEnded(result, "TERM SKIPPED", "HUP SKIPPED", "INT EXITED");
        assertThat(result.attempts().get(0).note()).isPresent();
    }

    @Test
    void ladderMayEndWithoutSuccess() {
        Actor actor = start(ActorSpec.idle().recording());

        TerminationResult result = terminate(actor, SignalLadder.of(Signal.INT, Duration.ofMillis(300)));

        assertThat(result.kind()).isEqualTo(Kind.STILL_RUNNING);
        assertThat(steps(result.attempts())).containsExactly("INT STILL_RUNNING");
        assertThat(result.reason()).isNotBlank();
        assertThat(actor.alive()).isTrue();
    }

    @Test
    void endedProcessIsAlreadyGone() {
        Actor actor = start(ActorSpec.idle());
        ProcessId process = id(actor);
        actor.end();

        TerminationResult result = ports().terminator().terminate(process, SignalLadder.standard());

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_GONE);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.process()).isEqualTo(process);
    }

    @Test
    void processThatIsNotReapedIsAlreadyGone() {
        Actor actor = start(ActorSpec.idle().neverReaped());
        ProcessId process = id(actor);
        actor.end();

        TerminationResult result = ports().terminator().terminate(process, SignalLadder.standard());

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_GONE);
        assertThat(result.attempts()).isEmpty();
    }

    @Test
    void processThatItsParentDoesNotReapEnds() {
        assertEnded(terminate(start(ActorSpec.idle().neverReaped()), SignalLadder.standard()), "TERM EXITED");
    }

    @Test
    void processUnderAReusedPidIsNotSignalled() {
        needs(Ability.PID_REUSE);
        Actor first = start(ActorSpec.idle());
        ProcessId process = id(first);
        Actor second = first.reusePid(ActorSpec.idle().recording());

        TerminationResult result = ports().terminator().terminate(process, SignalLadder.standard());

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_GONE);
        assertThat(second.received()).isEmpty();
        assertThat(second.alive()).isTrue();
    }

    @Test
    void stoppedProcessEnds() {
        Actor actor = start(ActorSpec.idle());
        actor.stop();

        assertEnded(terminate(actor, SignalLadder.standard()), "TERM EXITED", "CONT SENT");
    }

    @Test
    void processThatNoSignalReachesIsStillRunningAndTheFreezerIsNamed() {
        needs(Ability.FREEZE_ALL);
        Actor actor = start(ActorSpec.idle());
        actor.freezeAll();

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertThat(result.kind()).isEqualTo(Kind.STILL_RUNNING);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.reason()).contains("freezer");
        assertThat(result.hint()).isPresent();
        assertThat(actor.alive()).isTrue();
    }

    @Test
    void processWhoseHandlersAreFrozenEnds() {
        needs(Ability.FREEZE_HANDLERS);
        Actor actor = start(ActorSpec.idle());
        actor.freezeHandlers();

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertEnded(result, "TERM EXITED");
        assertThat(result.attempts().get(0).note().orElseThrow()).contains("frozen");
    }

    @Test
    void firstProcessOfAPidNamespaceIsKilledAtOnce() {
        Actor actor = start(ActorSpec.idle().firstOfNamespace());

        TerminationResult result = terminate(actor, SignalLadder.standard());

        assertEnded(result, "TERM SKIPPED", "HUP SKIPPED", "INT SKIPPED", "KILL EXITED");
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void processWhoseFirstThreadHasEndedEnds() {
        Actor actor = start(ActorSpec.idle().leaderExits());

        assertEnded(terminate(actor, SignalLadder.standard()), "TERM EXITED");
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void protectedProcessIsRefusedUnlessAllowed() {
        Actor actor = start(ActorSpec.idle().named("sshd").on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));
        ProcessId process = id(actor);

        TerminationResult refused = ports().terminator().terminate(process, SignalLadder.standard());
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.refusal()).contains(Refusal.PROTECTED);
        assertThat(refused.reason()).contains(Protection.SSHD.label());
        assertThat(refused.hint()).isPresent();
        assertThat(refused.attempts()).isEmpty();
        assertThat(actor.received()).isEmpty();

        assertEnded(ports().terminator().terminate(process, SignalLadder.standard(), Protection.SSHD), "TERM EXITED");
    }

    @Test
    void childrenAndSiblingsAreLeftAlone() {
        Actor actor = start(ActorSpec.listening(freePort()).withChildren(1).forks(1));

        assertEnded(terminate(actor, SignalLadder.standard()), "TERM EXITED");
        assertThat(actor.alive(actor.children().get(0))).isTrue();
        assertThat(actor.alive(actor.pids().get(1))).isTrue();
    }

    @Test
    void interruptedThreadSendsNoSignal() {
        Actor actor = start(ActorSpec.idle().recording());
        Thread.currentThread().interrupt();
        PortInterruptedException thrown =
                catchThrowableOfType(PortInterruptedException.class, () -> terminate(actor, SignalLadder.standard()));
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(thrown.attempts()).isEmpty();
        assertThat(actor.received()).isEmpty();
    }

    @Test
    void interruptMeanwhileSendsNoFurtherSignal() {
        Actor actor = start(ActorSpec.idle().recording());
        actor.whenReceived(Signal.TERM, Thread.currentThread()::interrupt);
        PortInterruptedException thrown =
                catchThrowableOfType(PortInterruptedException.class, () -> terminate(actor, SignalLadder.standard()));
        boolean flag = Thread.interrupted();

        assertThat(thrown).isNotNull();
        assertThat(flag).isTrue();
        assertThat(thrown.attempts()).extracting(SignalAttempt::signal).containsExactly(Signal.TERM);
        assertThat(actor.received()).containsExactly(Signal.TERM);
        assertThat(actor.alive()).isTrue();
    }
}
