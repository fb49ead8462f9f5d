package io.github.ports4j.it.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.Signal;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Reaction;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketFlag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real scene makes what it says, told by /proc and by sockets of this JVM. */
class LinuxSceneIT {
    private Scene scene = LinuxScene.open(new NoProvider());

    @BeforeEach
    void anew() {
        scene.close();
        scene = LinuxScene.open(new NoProvider());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whatItNamesExistsAsNamed() throws IOException {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port)
                .listen(port, SocketFlag.IPV6)
                .udp(port)
                .named("x)\n\u001b[31m")
                .argument("secret")
                .withChildren(1)
                .forks(2));
        assertThat(actor.children())
                .hasSize(1)
                .allMatch(actor::alive)
                .allMatch(pid -> sockets(pid).isEmpty());
        assertThat(actor.pids()).hasSize(3).startsWith(actor.pid()).allMatch(actor::alive);
        assertThat(Files.readString(Path.of("/proc/" + actor.pid() + "/comm"))).isEqualTo("x)\n\u001b[31m\n");
        assertThat(Files.readString(Path.of("/proc/" + actor.pid() + "/cmdline")))
                .contains("\0secret\0");
        assertThat(sockets(actor.pids().get(2))).isEqualTo(sockets(actor.pid())).hasSize(3);
        assertThat(bindable(port, true)).isFalse();
        actor.end();
        assertThat(actor.alive()).isFalse();
        assertThat(actor.alive(actor.pids().get(1))).isTrue();
        assertThat(bindable(port, true)).isFalse();
    }

    @Test
    void aPortInUseCannotBeHadTwice() {
        int port = scene.freePort();
        scene.start(ActorSpec.listening(port));
        assertThatThrownBy(() -> scene.start(ActorSpec.listening(port)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("EADDRINUSE");
    }

    @Test
    void portsAreFreeAndDiffer() {
        assertThat(Stream.generate(scene::freePort).limit(200))
                .doesNotHaveDuplicates()
                .allMatch(port -> bindable(port, false));
        assertThat(scene.freeEphemeralPort()).isNotEqualTo(scene.freeEphemeralPort());
    }

    @Test
    void receivedSignalsAreToldInOrder() {
        Actor actor = scene.start(ActorSpec.idle().recording().ignoring(Signal.USR1));
        signal(actor, "USR1");
        for (String name : List.of("TERM", "HUP", "INT", "TERM")) {
            int before = actor.received().size();
            signal(actor, name);
            scene.await(name, () -> actor.received().size() > before);
        }
        assertThat(actor.received()).containsExactly(Signal.TERM, Signal.HUP, Signal.INT, Signal.TERM);
        assertThat(actor.alive()).isTrue();
    }

    @Test
    void lastWordsAreReceivedToo() {
        Actor actor = scene.start(ActorSpec.idle().on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));
        signal(actor, "TERM");
        scene.await("the end", () -> !actor.alive());
        assertThat(actor.received()).containsExactly(Signal.TERM);
    }

    @Test
    void somethingElseCanHappenBeforeItReacts() {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).on(Signal.TERM, Reaction.exitAfter(Duration.ZERO)));
        AtomicBoolean alive = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        actor.whenReceived(Signal.TERM, () -> {
            actor.closeSockets();
            closed.set(bindable(port, false));
            alive.set(actor.alive());
        });
        signal(actor, "TERM");
        scene.await("the end", () -> !actor.alive());
        assertThat(alive).isTrue();
        assertThat(closed).isTrue();
    }

    @Test
    void drainsAndHandsOver() {
        int port = scene.freePort();
        Actor server = scene.start(ActorSpec.listening(port, SocketFlag.ACCEPTING)
                .on(Signal.TERM, Reaction.drainAfter(Duration.ofMillis(10)))
                .on(Signal.HUP, Reaction.handOverAfter(Duration.ZERO)));
        Actor client = scene.start(ActorSpec.idle().connect(port));
        scene.await("the connection", () -> sockets(server.pid()).size() == 2);
        signal(server, "TERM");
        scene.await("the end of the listener", () -> sockets(server.pid()).size() == 1);
        assertThat(bindable(port, true)).isTrue();
        assertThat(client.alive()).isTrue();
        signal(server, "HUP");
        scene.await("the end", () -> !server.alive());
        assertThat(client.alive()).isTrue();
    }

    @Test
    void drainsAndExits() {
        int port = scene.freePort();
        Actor server = scene.start(
                ActorSpec.listening(port).on(Signal.TERM, Reaction.drainAndExitAfter(Duration.ofSeconds(1))));
        signal(server, "TERM");
        scene.await("the end of the listener", () -> scene.canTake(TransportPort.tcp(port)));
        assertThat(server.alive()).isTrue();
        scene.await("the end", () -> !server.alive());
        assertThat(server.received()).containsExactly(Signal.TERM);
    }

    @Test
    void comesBack() {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(30)));
        actor.end();
        assertThat(bindable(port, false)).isTrue();
        scene.await("the next one", () -> !bindable(port, true));
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void isNeverReaped() {
        Actor actor = scene.start(ActorSpec.idle().neverReaped());
        actor.end();
        assertThat(actor.alive()).isFalse();
        assertThat(ProcStat.read(actor.pid()).orElseThrow().state()).isEqualTo('Z');
    }

    @Test
    void stops() {
        Actor actor = scene.start(ActorSpec.idle());
        actor.stop();
        assertThat(ProcStat.read(actor.pid()).orElseThrow().state()).isEqualTo('T');
    }

    @Test
    void freezesAll() {
        assume(Ability.FREEZE_ALL);
        Actor actor = scene.start(ActorSpec.idle());
        actor.freezeAll();
        signal(actor, "KILL");
        assertThat(actor.alive()).isTrue();
    }

    @Test
    void freezesHandlers() {
        assume(Ability.FREEZE_HANDLERS);
        Actor actor = scene.start(ActorSpec.idle().recording());
        actor.freezeHandlers();
        signal(actor, "TERM");
        assertThat(actor.received()).isEmpty();
        assertThat(actor.alive()).isTrue();
        actor.end();
        assertThat(actor.alive()).isFalse();
    }

    @Test
    void anotherProcessGetsTheSamePid() {
        assume(Ability.PID_REUSE);
        Actor first = scene.start(ActorSpec.idle());
        ProcStat identity = ProcStat.read(first.pid()).orElseThrow();
        Actor second = first.reusePid(ActorSpec.listening(scene.freePort()));
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second.alive()).isTrue();
        assertThat(first.alive()).isFalse();
        assertThat(identity.present()).isFalse();
    }

    @Test
    void namespacesAreItsOwn() throws IOException {
        assume(Ability.PID_NAMESPACE);
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).firstOfNamespace().inOtherNetwork());
        assertThat(Files.readAllLines(Path.of("/proc/" + actor.pid() + "/status")))
                .contains("NSpid:\t" + actor.pid() + "\t1");
        assertThat(bindable(port, false)).isTrue();
        signal(actor, "TERM");
        assertThat(actor.alive()).isTrue();
        actor.end();
    }

    @Test
    void otherUsersAreToldApart() throws IOException {
        assume(Ability.OTHER_USER);
        Actor actor = scene.start(ActorSpec.listening(scene.freePort()).ofOtherUser());
        Path descriptors = Path.of("/proc/" + actor.pid() + "/fd");
        assertThat(Files.getAttribute(descriptors, "unix:uid")).isEqualTo(ActorOptions.OTHER_USER);
        assertThat(Files.isReadable(descriptors)).isTrue();
        boolean[] read = {true};
        String user = scene.unprivileged(() -> {
            read[0] = Files.isReadable(descriptors);
            return status("Uid:") + status("CapEff:");
        });
        assertThat(user).isEqualTo("65533\t65533\t65533\t655330000000000000000");
        assertThat(read[0]).isFalse();
        assertThat(status("Uid:")).isEqualTo("0\t0\t0\t0");
        assertThatThrownBy(() -> scene.unprivileged(() -> {
                    throw new IllegalStateException("as it is");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as it is");
    }

    @Test
    void socketsInFlightAreInNoTable() {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).inFlight());
        assertThat(bindable(port, true)).isFalse();
        assertThat(sockets(actor.pid())).hasSize(2); // the pair through which it sent
        actor.closeSockets();
        assertThat(bindable(port, true)).isTrue();
    }

    @Test
    void leavesBehind() {
        int kind = scene.freePort();
        scene.leaveBehind(kind, true);
        assertThat(bindable(kind, true)).isTrue();
        assertThat(bindable(kind, false)).isFalse();
        int harsh = scene.freePort();
        scene.leaveBehind(harsh, false);
        assertThat(bindable(harsh, true)).isFalse();
    }

    @Test
    void holdsInThisJvm() {
        int port = scene.freePort();
        try (Scene.Held held = scene.holdInThisJvm(port)) {
            assertThat(held).isNotNull();
            assertThat(bindable(port, true)).isFalse();
        }
        assertThat(bindable(port, true)).isTrue();
    }

    @Test
    void everyAbilityHasAnAnswer() {
        assertThat(Ability.values())
                .allSatisfy(ability -> assertThat(scene.lacks(ability))
                        .satisfiesAnyOf(
                                reason -> assertThat(reason).isEmpty(),
                                reason -> assertThat(reason.orElseThrow()).isNotBlank()));
    }

    private void assume(Ability ability) {
        scene.lacks(ability).ifPresent(reason -> Assumptions.abort(ability + ": " + reason));
    }

    /** Signals it as a stranger would: through the program kill. */
    private static void signal(Actor actor, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(actor.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> sockets(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors
                    .map(LinuxSceneIT::target)
                    .filter(target -> target.startsWith("socket:"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "gone";
        }
    }

    private static boolean bindable(int port, boolean reuse) {
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A line of this thread's status. */
    private static String status(String key) {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nobody: these tests are about the scene. */
    private static final class NoProvider implements HostProvider {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Availability availability() {
            return Availability.unavailable("nothing is looked at");
        }
    }
}
