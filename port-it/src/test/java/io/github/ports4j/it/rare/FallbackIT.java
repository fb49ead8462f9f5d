package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Signal;
import io.github.ports4j.it.rare.Dialogue.Answer;
import io.github.ports4j.it.scene.CTools;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Reaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same answers in a kernel that lacks something. The JVM that asks is started by {@code refuse.c}, the processes that it asks
 * about are not; without the launcher the same is asserted, so that nothing here holds by the launcher alone.
 */
class FallbackIT {
    /** And not after the ladder's 11 seconds. */
    private static final long AT_ONCE_MILLIS = 5000;

    @TempDir
    private Path folder;

    /** What the kernel refuses. */
    enum Kernel {
        AS_IT_IS(""),
        NO_SOCK_DIAG("netlink-sock-diag"),
        NO_PIDFD("pidfd"),
        NEITHER("netlink-sock-diag,pidfd");

        private final String refused;

        Kernel(String refused) {
            this.refused = refused;
        }

        private boolean refuses(String what) {
            return refused.contains(what);
        }

        private Jvm jvm() {
            return this == AS_IT_IS
                    ? Jvm.quick()
                    : Jvm.quick().under(CTools.refuse().toString(), refused, "--");
        }
    }

    @ParameterizedTest
    @EnumSource
    void same_kinds(Kernel kernel) throws IOException {
        Path classes = folder.resolve("classes.log");
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe =
                        kernel.jvm().with("-Xlog:class+load:file=" + classes).probe()) {
            isReallyRefused(kernel, probe);
            plainListener(scene, probe);
            forkedSharers(scene, probe);
            ignoringTerm(scene, probe);
            deafToTerm(scene, probe);
            delayed(scene, probe);
            udp(scene, probe);
            respawned(scene, probe);
            boundOnly(kernel, scene, probe);
            terminated(scene, probe);
            assertThat(probe.errors()).isEmpty();
        }
        boolean byJnr = Files.readString(classes).contains(" jnr.posix.POSIXFactory ");
        assertThat(byJnr).as("signals by kill(2) through jnr-posix").isEqualTo(kernel.refuses("pidfd"));
    }

    @ParameterizedTest
    @EnumSource
    void another_process_under_the_same_pid_gets_no_signal(Kernel kernel) throws IOException {
        try (LinuxScene scene = LinuxScene.open()) {
            scene.lacks(Ability.PID_REUSE).ifPresent(Assumptions::abort);
            try (Dialogue probe = kernel.jvm().probe()) {
                isReallyRefused(kernel, probe);
                int port = scene.freePort();
                Actor planned = scene.start(ActorSpec.listening(port));
                assertThat(probe.ask("plan " + port).get("kind")).isEqualTo("PLANNED");
                probe.ask("find " + planned.pid());
                Actor other = planned.reusePid(ActorSpec.listening(port).recording());
                assertThat(other.pid()).isEqualTo(planned.pid());

                Answer executed = probe.ask("execute");
                assertThat(executed.get("kind")).as("%s", executed).isEqualTo("REFUSED");
                assertThat(executed.get("refusal")).as("%s", executed).isEqualTo("CHANGED");
                Answer terminated = probe.ask("terminate");
                assertThat(terminated.get("kind")).as("%s", terminated).isEqualTo("ALREADY_GONE");
                assertThat(other.received()).isEmpty();
                assertThat(other.alive()).isTrue();
            }
        }
    }

    /** So that none of these tests can pass because nothing was refused. */
    private static void isReallyRefused(Kernel kernel, Dialogue probe) {
        Answer syscalls = probe.ask("syscalls");
        assertThat(syscalls.get("sock_diag")).isEqualTo(kernel.refuses("sock-diag") ? "errno 1" : "ok"); // EPERM
        assertThat(syscalls.get("route")).isEqualTo("ok");
        assertThat(syscalls.get("pidfd_open")).isEqualTo(kernel.refuses("pidfd") ? "errno 38" : "ok"); // ENOSYS
        assertThat(syscalls.get("pidfd_send_signal"))
                .isEqualTo(kernel.refuses("pidfd") ? "errno 38" : "errno 9"); // ENOSYS, EBADF
    }

    private static void plainListener(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port));
        isHeld(probe, port + "", "LISTENING", actor.pids());
        isFreed(probe.ask("free " + port), "TERM " + actor.pid() + " EXITED");
        assertThat(actor.alive()).isFalse();
        assertThat(probe.ask("explain " + port).get("state")).isEqualTo("FREE");
        assertThat(probe.ask("free " + port).get("kind")).isEqualTo("ALREADY_FREE");
    }

    private static void forkedSharers(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).forks(2));
        isHeld(probe, port + "", "LISTENING", actor.pids());
        isFreed(
                probe.ask("free " + port),
                actor.pids().stream().map(pid -> "TERM " + pid + " EXITED").toArray(String[]::new));
        assertThat(actor.pids()).hasSize(3).noneMatch(actor::alive);
    }

    private static void ignoringTerm(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).ignoring(Signal.TERM));
        isFreed(probe.ask("free " + port), "TERM " + actor.pid() + " SKIPPED", "HUP " + actor.pid() + " EXITED");
    }

    private static void deafToTerm(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).on(Signal.TERM, Reaction.RECORD));
        isFreed(
                probe.ask("free " + port + " TERM:200ms,KILL:5s"),
                "TERM " + actor.pid() + " STILL_RUNNING",
                "KILL " + actor.pid() + " EXITED");
        assertThat(actor.received()).containsExactly(Signal.TERM);
    }

    private static void delayed(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor =
                scene.start(ActorSpec.listening(port).on(Signal.TERM, Reaction.exitAfter(Duration.ofMillis(700))));
        Answer freed = probe.ask("free " + port);
        isFreed(freed, "TERM " + actor.pid() + " EXITED");
        assertThat(freed.number("freedAfter")).isGreaterThanOrEqualTo(699);
    }

    private static void udp(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.idle().udp(port));
        isHeld(probe, port + "/udp", "BOUND", actor.pids());
        assertThat(probe.ask("free " + port).get("kind")).isEqualTo("ALREADY_FREE"); // TCP
        assertThat(actor.alive()).isTrue();
        isFreed(probe.ask("free " + port + "/udp"), "TERM " + actor.pid() + " EXITED");
    }

    private static void respawned(LinuxScene scene, Dialogue probe) {
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(150)));
        Answer freed = probe.ask("free " + port);
        assertThat(freed.get("kind")).as("%s", freed).isEqualTo("RESPAWNED");
        assertThat(freed.all("attempt")).as("%s", freed).containsExactly("TERM " + actor.pid() + " EXITED");
        assertThat(freed.get("holders")).as("%s", freed).isNotEmpty().doesNotContain(actor.pid() + "");
        assertThat(freed.get("reason")).as("%s", freed).contains("took it again");
    }

    private static void boundOnly(Kernel kernel, LinuxScene scene, Dialogue probe) {
        scene.lacks(Ability.SEE_BOUND).ifPresent(Assumptions::abort);
        int port = scene.freePort();
        Actor actor = scene.start(ActorSpec.idle().bind(port));
        if (!kernel.refuses("sock-diag")) {
            isHeld(probe, port + "", "BOUND", actor.pids());
            isFreed(probe.ask("free " + port), "TERM " + actor.pid() + " EXITED");
            return;
        }
        Answer seen = probe.ask("explain " + port);
        assertThat(seen.get("state")).as("%s", seen).isEqualTo("UNKNOWN");
        assertThat(seen.get("reason")).as("%s", seen).contains("NETLINK_SOCK_DIAG");
        assertThat(seen.get("holders")).as("%s", seen).isEmpty();
        Answer freed = probe.ask("free " + port);
        assertThat(freed.get("kind")).as("%s", freed).isEqualTo("STILL_HELD");
        assertThat(freed.get("reason")).as("%s", freed).contains("NETLINK_SOCK_DIAG");
        assertThat(freed.all("attempt")).as("%s", freed).isEmpty();
        assertThat(freed.number("millis")).as("at once").isLessThan(AT_ONCE_MILLIS);
        assertThat(actor.alive()).isTrue();
    }

    private static void terminated(LinuxScene scene, Dialogue probe) {
        Actor actor = scene.start(ActorSpec.idle());
        probe.ask("find " + actor.pid());
        Answer ended = probe.ask("terminate");
        assertThat(ended.get("kind")).as("%s", ended).isEqualTo("EXITED");
        assertThat(ended.all("attempt")).containsExactly("TERM " + actor.pid() + " EXITED");
    }

    private static void isHeld(Dialogue probe, String port, String state, List<Long> pids) {
        Answer seen = probe.ask("explain " + port);
        assertThat(seen.get("state")).as("%s", seen).isEqualTo(state);
        assertThat(seen.get("holders"))
                .as("%s", seen)
                .isEqualTo(pids.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static void isFreed(Answer freed, String... attempts) {
        assertThat(freed.get("kind")).as("%s", freed).isEqualTo("FREED");
        assertThat(freed.all("attempt")).as("%s", freed).containsExactlyInAnyOrder(attempts);
        assertThat(freed.get("strict")).as("%s", freed).isEqualTo("true");
    }
}
