package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.spi.ProcessFacts;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who must never get a signal, over the provider under test. */
public abstract class NeverSignalledContract extends SceneContract {
    /** For subclasses. */
    protected NeverSignalledContract() {}

    private static void assertRefused(FreeResult result, Refusal why) {
        assertThat(result.kind()).as("%s", result).isEqualTo(Kind.REFUSED);
        assertThat(result.refusal()).contains(why);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.reason()).isNotBlank();
    }

    private void assertRefusedAs(Protection kind, long pid) {
        ProcessInfo process = ports().terminator().find(pid).orElseThrow();
        assertThat(process.protection().map(Protected::kind)).contains(kind);

        TerminationResult result =
                ports().terminator().terminate(process.id(), SignalLadder.of(Signal.TERM, Duration.ZERO));

        assertThat(result.kind()).isEqualTo(TerminationResult.Kind.REFUSED);
        assertThat(result.refusal()).contains(Refusal.PROTECTED);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.reason()).contains(kind.label());
    }

    @Test
    void thisJvmThatHoldsThePort() {
        int port = freePort();
        try (Scene.Held held = stage().holdInThisJvm(port)) {
            assertThat(held).isNotNull();
            FreeResult result = ports().tcp(port).free();

            assertRefused(result, Refusal.PROTECTED);
            assertThatThrownBy(result::orThrow).isInstanceOf(PortHeldException.class);
        }
        assertThat(ports().tcp(port).free().kind()).isEqualTo(Kind.ALREADY_FREE);
    }

    @Test
    void thisJvm() {
        assertRefusedAs(Protection.SELF, provider().processes().currentPid());
    }

    @Test
    void ancestorsOfThisJvm() {
        int ancestors = 0;
        OptionalLong next = parent(provider().processes().currentPid());
        while (next.isPresent()) {
            long pid = next.getAsLong();
            assertRefusedAs(pid == 1 ? Protection.INIT : Protection.ANCESTOR, pid);
            ancestors++;
            next = parent(pid);
        }
        assertThat(ancestors).isPositive();
    }

    private OptionalLong parent(long pid) {
        return provider().processes().read(pid).orElseThrow().parent();
    }

    @Test
    void firstProcess() {
        assertRefusedAs(Protection.INIT, 1);
    }

    @Test
    void threadOfTheKernel() {
        long pid = 2; // kthreadd, but in a pid namespace
        assumeTrue(
                provider().processes().read(pid).map(ProcessFacts::kernelThread).orElse(false),
                "this pid namespace shows no thread of the kernel");
        assertRefusedAs(Protection.KERNEL_THREAD, pid);
    }

    @Test
    void protectionsOfTheseCanNotBeLifted() {
        var freeing = ports().tcp(freePort()).freeing();
        Actor actor = start(ActorSpec.idle().recording());
        for (Protection never :
                List.of(Protection.SELF, Protection.ANCESTOR, Protection.INIT, Protection.KERNEL_THREAD)) {
            assertThat(never.liftable()).isFalse();
            assertThatThrownBy(() -> freeing.allow(never)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> freeing.allow(Protection.SSHD, never))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ports().terminator().terminate(id(actor), SignalLadder.standard(), never))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(actor.received()).isEmpty();
    }

    @Test
    void containerForwarderUnlessAllowed() {
        assertKeptUnlessAllowed(ActorSpec.idle().named("docker-proxy"), Protection.CONTAINER_FORWARDER);
    }

    @Test
    void sshServerUnlessAllowed() {
        assertKeptUnlessAllowed(ActorSpec.idle().named("sshd"), Protection.SSHD);
    }

    private void assertKeptUnlessAllowed(ActorSpec spec, Protection kind) {
        int port = freePort();
        Actor server = start(spec.listen(port).on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));

        FreeResult kept = ports().tcp(port).free();
        FreePlan plan = ports().tcp(port).freeing().plan();
        FreeResult wronglyAllowed = ports().tcp(port)
                .freeing()
                .allow(kind == Protection.SSHD ? Protection.SHARED : Protection.SSHD)
                .free()
                .get(0);

        assertRefused(kept, Refusal.PROTECTED);
        assertRefused(wronglyAllowed, Refusal.PROTECTED);
        assertThat(kept.reason()).contains(kind.label());
        assertThat(kept.hint()).isPresent();
        assertThat(plan.ports().get(0).kind()).isEqualTo(PlannedPort.Kind.REFUSED);
        assertThat(plan.terminations()).isEmpty();
        assertThat(server.received()).isEmpty();

        FreeResult freed = ports().tcp(port).freeing().allow(kind).free().get(0);

        assertThat(freed.kind()).isEqualTo(Kind.FREED);
        assertThat(server.received()).containsExactly(Signal.TERM);
    }

    @Test
    void programsThatShareAUdpPortUnlessAllowed() {
        int port = freePort();
        Actor one = start(ActorSpec.idle()
                .udp(port, SocketFlag.REUSE_PORT)
                .program("one")
                .on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));
        Actor two = start(ActorSpec.idle()
                .udp(port, SocketFlag.REUSE_PORT)
                .program("two")
                .on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));

        assertRefused(ports().udp(port).free(), Refusal.PROTECTED);
        assertThat(one.received()).isEmpty();
        assertThat(two.received()).isEmpty();

        FreeResult freed =
                ports().udp(port).freeing().allow(Protection.SHARED).free().get(0);

        assertThat(freed.kind()).isEqualTo(Kind.FREED);
        assertThat(one.received()).containsExactly(Signal.TERM);
        assertThat(two.received()).containsExactly(Signal.TERM);
    }

    @Test
    void bothHoldersWhenOneIsProtected() {
        int port = freePort();
        Actor plain = start(ActorSpec.listening(port).recording());
        Actor kept = start(
                ActorSpec.listening(port, SocketFlag.IPV6).named("docker-proxy").recording());

        assertRefused(ports().tcp(port).free(), Refusal.PROTECTED);
        assertThat(plain.received()).isEmpty();
        assertThat(kept.received()).isEmpty();
    }

    @Test
    void holderOneOfWhoseDescendantsMayNotBeWhereTheyAreAskedFor() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).withChildren(1).recording());
        long child = server.children().get(0);

        FreeResult result = ports().tcp(port)
                .freeing()
                .withDescendants()
                .onlyIf(process -> process.id().pid() != child)
                .free()
                .get(0);

        assertRefused(result, Refusal.GUARD);
        assertThat(server.received()).isEmpty();
        assertThat(server.alive(child)).isTrue();
    }

    @Test
    void client() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor accepted = start(ActorSpec.idle().recording().connect(port));

        assertThat(ports().tcp(port).free().kind()).isEqualTo(Kind.FREED);
        assertThat(server.alive()).isFalse();
        assertThat(accepted.received()).isEmpty();
        assertThat(accepted.alive()).isTrue();
    }

    @Test
    void clientOnTheNearEndOfItsConnection() {
        int port = freePort();
        int near = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING).recording());
        Actor client = start(ActorSpec.idle().recording().connectFrom(near, port));

        assertThat(ports().tcp(near).free().attempts()).isEmpty();
        assertThat(client.received()).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void udpClient() {
        int port = freePort();
        int near = freePort();
        Actor server = start(ActorSpec.idle().udp(port));
        Actor client = start(ActorSpec.idle().recording().udpClient(near, port));

        FreeResult ofClient = ports().udp(near).free();
        FreeResult ofServer = ports().udp(port).free();

        assertThat(ofClient.kind()).isEqualTo(Kind.STILL_HELD);
        assertThat(ofClient.attempts()).isEmpty();
        assertThat(ofServer.kind()).isEqualTo(Kind.FREED);
        assertThat(server.alive()).isFalse();
        assertThat(client.received()).isEmpty();
        assertThat(client.alive()).isTrue();
    }

    @Test
    void udpHolderWhenTcpIsFreedAndTheOtherWayRound() {
        int one = freePort();
        int two = freePort();
        Actor udp = start(ActorSpec.idle().udp(one).recording());
        Actor tcp = start(ActorSpec.listening(two).recording());
        Actor tcpHolder = start(ActorSpec.listening(one));
        Actor udpHolder = start(ActorSpec.idle().udp(two));

        assertThat(ports().tcp(one).free().kind()).isEqualTo(Kind.FREED);
        assertThat(ports().udp(two).free().kind()).isEqualTo(Kind.FREED);
        assertThat(tcpHolder.alive()).isFalse();
        assertThat(udpHolder.alive()).isFalse();
        assertThat(udp.received()).isEmpty();
        assertThat(tcp.received()).isEmpty();
        assertThat(udp.alive()).isTrue();
        assertThat(tcp.alive()).isTrue();
    }

    @Test
    void processUnderAReusedPidThatHoldsThePort() {
        needs(Ability.PID_REUSE);
        int port = freePort();
        Actor planned = start(ActorSpec.listening(port));
        FreePlan plan = ports().tcp(port).freeing().plan();
        Actor successor = planned.reusePid(ActorSpec.listening(port).recording());

        FreeResult result = plan.execute().get(0);

        assertThat(successor.pid()).isEqualTo(planned.pid());
        assertRefused(result, Refusal.CHANGED);
        assertThat(successor.received()).isEmpty();
        assertThat(successor.alive()).isTrue();
    }

    @Test
    void processUnderAReusedPidThatHoldsNothing() {
        needs(Ability.PID_REUSE);
        int port = freePort();
        Actor planned = start(ActorSpec.listening(port));
        FreePlan plan = ports().tcp(port).freeing().plan();
        Actor successor = planned.reusePid(ActorSpec.idle().recording());

        FreeResult result = plan.execute().get(0);

        assertThat(result.kind()).isEqualTo(Kind.ALREADY_FREE);
        assertThat(successor.received()).isEmpty();
        assertThat(successor.alive()).isTrue();
    }

    @Test
    void processWhoseSocketMovedOn() {
        int port = freePort();
        Actor planned = start(ActorSpec.listening(port).recording());
        FreePlan plan = ports().tcp(port).freeing().plan();
        planned.closeSockets();
        Actor other = start(ActorSpec.listening(port).recording());

        assertRefused(plan.execute().get(0), Refusal.CHANGED);
        assertThat(planned.received()).isEmpty();
        assertThat(other.received()).isEmpty();
    }

    @Test
    void processThatHasLetGoOfThePort() {
        int port = freePort();
        Actor planned = start(ActorSpec.listening(port).recording());
        FreePlan plan = ports().tcp(port).freeing().plan();
        planned.closeSockets();

        assertThat(plan.execute().get(0).kind()).isEqualTo(Kind.ALREADY_FREE);
        assertThat(planned.received()).isEmpty();
        assertThat(planned.alive()).isTrue();
    }

    @Test
    void listenerOnTheSameNumberInAnotherNetworkNamespace() {
        int port = freePort();
        Actor elsewhere = start(ActorSpec.listening(port).inOtherNetwork().recording());
        Actor here = start(ActorSpec.listening(port));

        assertThat(ports().tcp(port).free().kind()).isEqualTo(Kind.FREED);
        assertThat(here.alive()).isFalse();
        assertThat(elsewhere.received()).isEmpty();
        assertThat(elsewhere.alive()).isTrue();
    }

    @Test
    void whoeverTakesThePortNext() {
        int port = freePort();
        start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(150)));

        FreeResult result = ports().tcp(port).free();

        assertThat(result.kind()).isEqualTo(Kind.RESPAWNED);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).process())
                .isNotEqualTo(result.report().holders().get(0).id());
    }

    @Test
    void siblingOnAnotherPort() {
        int port = freePort();
        Actor other = start(ActorSpec.listening(freePort()).recording());
        start(ActorSpec.listening(port));

        assertThat(ports().tcp(port).free().kind()).isEqualTo(Kind.FREED);
        assertThat(other.received()).isEmpty();
    }

    @Test
    void anotherUsersProcessWhoseSocketCanNotBeSeen() {
        needs(Ability.UNPRIVILEGED);
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).recording().ofOtherUser());

        FreeResult[] result = new FreeResult[1];
        Duration took = timed(
                () -> result[0] = stage().unprivileged(() -> ports().tcp(port).free()));

        assertRefused(result[0], Refusal.NOT_PERMITTED);
        assertThatThrownBy(result[0]::orThrow).isInstanceOf(NotPermittedException.class);
        assertThat(server.received()).isEmpty();
        assertThat(server.alive()).isTrue();
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void anotherUsersProcess() {
        needs(Ability.UNPRIVILEGED);
        Actor server = start(ActorSpec.idle().recording().ofOtherUser());

        TerminationResult result = stage().unprivileged(() -> ports().terminator()
                .terminate(ports().terminator().find(server.pid()).orElseThrow().id(), SignalLadder.standard()));

        assertThat(result.kind()).isEqualTo(TerminationResult.Kind.REFUSED);
        assertThat(result.refusal()).contains(Refusal.NOT_PERMITTED);
        assertThat(result.attempts()).isEmpty();
        assertThat(server.received()).isEmpty();
    }
}
