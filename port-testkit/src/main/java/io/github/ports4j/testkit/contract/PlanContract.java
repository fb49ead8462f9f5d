package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan is the dry run is the execution; and what a caller's condition does to it. Over the provider under test. */
public abstract class PlanContract extends SceneContract {
    private static final SignalLadder QUICK = SignalLadder.parse("TERM:400ms,HUP:400ms,KILL:5s");

    /** For subclasses. */
    protected PlanContract() {}

    private static FreeResult execute(FreePlan plan) {
        List<FreeResult> results = plan.execute();
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static PlannedPort only(FreePlan plan) {
        assertThat(plan.ports()).hasSize(1);
        return plan.ports().get(0);
    }

    private static void assertRefused(FreeResult result, Refusal why) {
        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.REFUSED);
        assertThat(result.refusal()).contains(why);
        assertThat(result.reason()).isNotBlank();
        assertThat(result.isFree()).isFalse();
        assertThat(result.freedAfter()).isEmpty();
    }

    @Test
    void planSignalsNobodyAndSaysWhoWouldBe() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).named("shop").recording().ignoring(Signal.USR1));

        FreePlan plan = ports().tcp(port).freeing().ladder(QUICK).plan();

        assertThat(only(plan).kind()).isEqualTo(PlannedPort.Kind.PLANNED);
        assertThat(only(plan).port()).isEqualTo(TransportPort.tcp(port));
        assertThat(only(plan).refusal()).isEmpty();
        assertThat(only(plan).reason()).isNotBlank();
        assertThat(plan.terminations()).hasSize(1);
        PlannedTermination termination = plan.terminations().get(0);
        assertThat(termination.process().id()).isEqualTo(id(server));
        assertThat(termination.steps())
                .extracting(PlannedTermination.Step::rung)
                .containsExactlyElementsOf(QUICK.rungs());
        assertThat(termination.steps())
                .allSatisfy(step -> assertThat(step.skipped()).isEmpty());
        assertThat(termination.otherPorts()).isEmpty();
        assertThat(termination.note()).isEmpty();
        assertThat(plan.toString()).contains(port + "/tcp PLANNED", "shop pid " + server.pid(), "TERM");
        assertThat(server.received()).isEmpty();
        assertThat(server.alive()).isTrue();
    }

    @Test
    void planIsWhatIsExecuted() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).ignoring(Signal.TERM));
        FreePlan plan = ports().tcp(port).freeing().ladder(QUICK).plan();

        List<PlannedTermination.Step> steps = plan.terminations().get(0).steps();
        FreeResult result = execute(plan);

        assertThat(steps).extracting(step -> step.skipped().isPresent()).containsExactly(true, false, false);
        assertThat(stepsByPid(result.attempts()))
                .containsExactly("TERM " + server.pid() + " SKIPPED", "HUP " + server.pid() + " EXITED");
        assertThat(result.kind()).isEqualTo(Kind.FREED);
    }

    @Test
    void planOfAFreePortSignalsNobody() {
        int port = freePort();

        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(only(plan).kind()).isEqualTo(PlannedPort.Kind.ALREADY_FREE);
        assertThat(plan.terminations()).isEmpty();
        assertThat(execute(plan).kind()).isEqualTo(Kind.ALREADY_FREE);
    }

    @Test
    void planOfWhatNobodyHoldsAndCanNotBeBoundSignalsNobody() {
        needs(Ability.STRICT_REUSE);
        int port = freePort();
        stage().leaveBehind(port, false);

        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(only(plan).kind()).isEqualTo(PlannedPort.Kind.STILL_HELD);
        assertThat(only(plan).reason()).contains("TIME_WAIT");
        assertThat(plan.terminations()).isEmpty();
        assertThat(execute(plan).kind()).isEqualTo(Kind.STILL_HELD);
    }

    @Test
    void planSaysThatAHolderIsStopped() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.stop();

        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(plan.terminations().get(0).note().orElseThrow()).contains("stopped");
    }

    @Test
    void planSaysThatAHoldersHandlersAreFrozen() {
        needs(Ability.FREEZE_HANDLERS);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.freezeHandlers();

        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(plan.terminations().get(0).note().orElseThrow()).contains("frozen");
    }

    @Test
    void planNamesTheOtherPortsOfAHolder() {
        int port = freePort();
        int other = freePort();
        int third = freePort();
        start(ActorSpec.listening(port).listen(other).udp(third));

        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(plan.terminations().get(0).otherPorts())
                .containsExactlyInAnyOrder(TransportPort.tcp(other), TransportPort.udp(third));
        assertThat(plan.toString()).contains(other + "/tcp", third + "/udp");
    }

    @Test
    void planWithDescendantsNamesThem() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).withChildren(1));

        FreePlan plan = ports().tcp(port).freeing().withDescendants().plan();

        assertThat(plan.terminations())
                .extracting(termination -> termination.process().id().pid())
                .containsExactlyInAnyOrder(server.pid(), server.children().get(0));
    }

    @Test
    void holderOfThreePlannedPortsGetsOneTerm() {
        int one = freePort();
        int two = freePort();
        int three = freePort();
        Actor server = start(ActorSpec.listening(one)
                .listen(two)
                .udp(three)
                .on(Signal.TERM, Reaction.exitAfter(Duration.ofMillis(100))));

        FreePlan plan = ports().ports(List.of(TransportPort.tcp(one), TransportPort.tcp(two), TransportPort.udp(three)))
                .freeing()
                .plan();
        assertThat(plan.terminations()).hasSize(1);
        assertThat(plan.terminations().get(0).otherPorts()).isEmpty();
        List<FreeResult> results = plan.execute();

        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(results).hasSize(3).allSatisfy(result -> {
            assertThat(result.kind()).isEqualTo(Kind.FREED);
            assertThat(stepsByPid(result.attempts())).containsExactly("TERM " + server.pid() + " EXITED");
        });
    }

    @Test
    void processThatHasGoneSinceIsLeftOut() {
        int port = freePort();
        Actor one = start(ActorSpec.listening(port));
        Actor two = start(ActorSpec.listening(port, SocketFlag.IPV6));
        FreePlan plan = ports().tcp(port).freeing().plan();
        one.end();

        FreeResult result = execute(plan);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(stepsByPid(result.attempts())).containsExactly("TERM " + two.pid() + " EXITED");
    }

    @Test
    void portThatWasFreedSinceIsAlreadyFree() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        FreePlan plan = ports().tcp(port).freeing().plan();
        server.end();

        FreeResult result = execute(plan);

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_FREE);
        assertThat(result.attempts()).isEmpty();
    }

    @Test
    void holderThatWasNotPlannedForIsNotSignalled() {
        int port = freePort();
        Actor planned = start(ActorSpec.listening(port).recording());
        FreePlan plan = ports().tcp(port).freeing().plan();
        planned.closeSockets();
        Actor other = start(ActorSpec.listening(port).recording());

        FreeResult result = execute(plan);

        assertRefused(result, Refusal.CHANGED);
        assertThat(result.reason()).contains("pid " + other.pid());
        assertThat(result.attempts()).isEmpty();
        assertThat(planned.received()).isEmpty();
        assertThat(other.received()).isEmpty();
        assertThat(planned.alive()).isTrue();
        assertThat(other.alive()).isTrue();
    }

    @Test
    void holderOfAPortThatWasFreeIsNotSignalled() {
        int port = freePort();
        FreePlan plan = ports().tcp(port).freeing().plan();
        Actor other = start(ActorSpec.listening(port).recording());

        FreeResult result = execute(plan);

        assertRefused(result, Refusal.CHANGED);
        assertThat(other.received()).isEmpty();
    }

    @Test
    void planCanBeExecutedTwice() {
        int port = freePort();
        start(ActorSpec.listening(port));
        FreePlan plan = ports().tcp(port).freeing().plan();

        assertThat(execute(plan).kind()).isEqualTo(Kind.FREED);
        assertThat(execute(plan).kind()).isEqualTo(Kind.ALREADY_FREE);
    }

    @Test
    void conditionThatHoldsLetsItGoOn() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).named("shop").argument("--profile=dev"));
        List<ProcessInfo> asked = new ArrayList<>();

        FreePlan plan = ports().tcp(port)
                .freeing()
                .onlyIf(process ->
                        asked.add(process) && process.commandLine().orElse("").contains("--profile=dev"))
                .plan();
        int askedToPlan = asked.size();
        FreeResult result = execute(plan);

        assertThat(result.kind()).isEqualTo(Kind.FREED);
        assertThat(askedToPlan).isPositive();
        assertThat(asked).hasSizeGreaterThan(askedToPlan).allSatisfy(process -> {
            assertThat(process.id().pid()).isEqualTo(server.pid());
            assertThat(process.name()).isEqualTo("shop");
        });
    }

    @Test
    void conditionThatDoesNotHoldRefuses() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());

        FreePlan plan = ports().tcp(port).freeing().onlyIf(process -> false).plan();
        FreeResult result = execute(plan);

        assertThat(only(plan).kind()).isEqualTo(PlannedPort.Kind.REFUSED);
        assertThat(only(plan).refusal()).contains(Refusal.GUARD);
        assertThat(plan.terminations()).isEmpty();
        assertRefused(result, Refusal.GUARD);
        assertThat(result.reason()).contains("pid " + server.pid());
        assertThat(result.attempts()).isEmpty();
        assertThat(server.received()).isEmpty();
        assertThatThrownBy(result::orThrow).isInstanceOf(PortHeldException.class);
    }

    @Test
    void allConditionsMustHold() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());

        FreeResult result = execute(ports().tcp(port)
                .freeing()
                .onlyIf(process -> false)
                .onlyIf(process -> true)
                .plan());

        assertRefused(result, Refusal.GUARD);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void conditionThatHoldsForOneOfTwoSignalsNeither() {
        int port = freePort();
        Actor one = start(ActorSpec.listening(port).recording());
        Actor two = start(ActorSpec.listening(port, SocketFlag.IPV6).recording());

        FreeResult result = execute(ports().tcp(port)
                .freeing()
                .onlyIf(process -> process.id().pid() == one.pid())
                .plan());

        assertRefused(result, Refusal.GUARD);
        assertThat(one.received()).isEmpty();
        assertThat(two.received()).isEmpty();
    }

    @Test
    void conditionThatHoldsNoMoreAfterASignalEndsTheClimb() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());

        FreeResult result = execute(ports().tcp(port)
                .freeing()
                .ladder(SignalLadder.parse("TERM:1s,KILL:5s"))
                .onlyIf(process -> server.received().isEmpty())
                .plan());

        assertRefused(result, Refusal.GUARD);
        assertThat(steps(result.attempts())).containsExactly("TERM STILL_RUNNING");
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isTrue();
    }

    @Test
    void whatAConditionThrowsIsThrownAndNobodyIsSignalled() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        IllegalStateException broken = new IllegalStateException("the condition is broken");

        assertThatThrownBy(() -> ports().tcp(port)
                        .freeing()
                        .onlyIf(process -> {
                            throw broken;
                        })
                        .plan())
                .isSameAs(broken);
        assertThat(server.received()).isEmpty();
        assertThat(server.alive()).isTrue();
    }

    @Test
    void whatAConditionThrowsAfterASignalIsThrownBeforeTheNext() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording());
        IllegalStateException broken = new IllegalStateException("the condition is broken");
        FreePlan plan = ports().tcp(port)
                .freeing()
                .ladder(SignalLadder.parse("TERM:1s,KILL:5s"))
                .onlyIf(process -> {
                    if (!server.received().isEmpty()) {
                        throw broken;
                    }
                    return true;
                })
                .plan();

        assertThatThrownBy(plan::execute).isSameAs(broken);
        assertThat(server.received()).containsExactly(Signal.TERM);
        assertThat(server.alive()).isTrue();
    }

    @Test
    void refusedPortDoesNotHinderAnother() {
        int kept = freePort();
        int freed = freePort();
        Actor one = start(ActorSpec.listening(kept).recording());
        Actor two = start(ActorSpec.listening(freed));

        List<FreeResult> results = ports().tcp(kept, freed)
                .freeing()
                .onlyIf(process -> process.id().pid() != one.pid())
                .free();

        assertRefused(results.get(0), Refusal.GUARD);
        assertThat(results.get(1).kind()).isEqualTo(Kind.FREED);
        assertThat(one.received()).isEmpty();
        assertThat(two.alive()).isFalse();
    }

    @Test
    void processThatHoldsARefusedPortIsNotSignalledForAnother() {
        int shared = freePort();
        int own = freePort();
        Actor both = start(ActorSpec.listening(shared).listen(own).recording());
        Actor kept = start(ActorSpec.listening(shared, SocketFlag.IPV6).recording());

        List<FreeResult> results = ports().tcp(shared, own)
                .freeing()
                .onlyIf(process -> process.id().pid() != kept.pid())
                .free();

        assertRefused(results.get(0), Refusal.GUARD);
        assertThat(results.get(1).isFree()).isFalse();
        assertThat(both.received()).isEmpty();
        assertThat(kept.received()).isEmpty();
    }

    @Test
    void refinementsDoNotChangeWhatTheyRefine() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        var plain = ports().tcp(port).freeing();
        var refusing = plain.onlyIf(process -> false);

        assertThat(only(refusing.plan()).kind()).isEqualTo(PlannedPort.Kind.REFUSED);
        assertThat(only(plain.plan()).kind()).isEqualTo(PlannedPort.Kind.PLANNED);
        assertThat(server.alive()).isTrue();
    }
}
