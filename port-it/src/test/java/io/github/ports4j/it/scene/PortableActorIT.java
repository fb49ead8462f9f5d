package io.github.ports4j.it.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the contracts on a Mac rely on, on any Unix: the actor of macOS leaves nothing behind, without what Linux has for that. */
@Timeout(60)
class PortableActorIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static ActorProcess start(String... options) {
        return ActorProcess.start(Means.POSIX, Optional.empty(), options);
    }

    private static PsProcess look(long pid) {
        return PsProcess.read(pid).orElseThrow();
    }

    private static String state(long pid) {
        return PsProcess.state(pid).orElseThrow();
    }

    @Test
    void stoppedAndDeafOnesEndWithTheActor() {
        ActorProcess actor = start("--ignore", "TERM,HUP,INT", "--fork", "2");
        List<PsProcess> all = actor.pids().stream().map(PortableActorIT::look).toList();
        assertThat(all).hasSize(3).allMatch(PsProcess::running);
        actor.pids().forEach(pid -> actor.signal(pid, "STOP"));
        assertThat(actor.pids()).allMatch(pid -> state(pid).startsWith("T"));
        actor.close();
        assertThat(all).noneMatch(PsProcess::running);
    }

    @Test
    void orphanEndsWithTheActor() {
        ActorProcess actor = start("--listen", "127.0.0.1:0", "--fork", "1");
        long child = actor.pids("child").get(0);
        PsProcess identity = look(child);
        actor.kill(actor.pid());
        assertThat(actor.awaitExit(actor.pid(), SOON)).isEqualTo("signal=KILL");
        assertThat(actor.isAlive(child)).isTrue();
        actor.signal(child, "STOP");
        actor.close();
        assertThat(identity.running()).isFalse();
    }

    @Test
    void programThatKnowsNothingOfThatIsKilled() {
        ActorProcess actor = start("--fork", "1", "--exec", "sleep", "600");
        PsProcess sleeping = look(actor.pid());
        assertThat(sleeping.running()).isTrue();
        actor.close();
        assertThat(sleeping.running()).isFalse();
    }

    @Test
    void nothingOutlivesAKilledWarden() {
        ActorProcess actor = start("--ignore", "TERM,HUP,INT", "--fork", "1");
        List<PsProcess> all = actor.pids().stream().map(PortableActorIT::look).toList();
        ProcessHandle warden = ProcessHandle.of(all.get(0).group()).orElseThrow();
        assertThat(warden.parent()).contains(ProcessHandle.current());
        warden.destroyForcibly();
        warden.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        while (all.stream().anyMatch(PsProcess::running)) {
            Thread.onSpinWait(); // until the time of this test is over
        }
        actor.close();
    }

    @Test
    void unreapedChildIsAZombieUntilTheActorEnds() {
        ActorProcess actor = start("--zombie");
        long pid = actor.pid();
        PsProcess identity = look(pid);
        actor.kill(pid);
        assertThat(state(pid)).startsWith("Z");
        assertThat(actor.isAlive()).isFalse();
        assertThat(identity.running()).isFalse();
        actor.close();
    }

    @Test
    void eachHasTheNameThatItIsGiven() {
        try (ActorProcess actor = start("--note", "x", "--name", "supervisord", "--supervise", "20", "--name", "a b")) {
            long first = actor.pid();
            assertThat(name(first)).isEqualTo("a b");
            assertThat(name(actor.pids("supervisor").get(0))).isEqualTo("supervisord");
            actor.awaitLine("READY ", SOON); // the supervisor's
            actor.kill(first);
            actor.awaitLine("READY ", SOON);
            assertThat(actor.pid()).isNotEqualTo(first);
            assertThat(name(actor.pid())).isEqualTo("a b");
        }
    }

    private static String name(long pid) {
        return Printout.of("/bin/ps", "-o", "ucomm=", "-p", Long.toString(pid))
                .get(0)
                .strip();
    }

    @Test
    void handsOverToAProcessThatEndsWithTheActorToo() {
        ActorProcess actor = start("--listen", "127.0.0.1:0", "--on", "HUP=hand-over");
        long first = actor.pid();
        actor.signal(first, "HUP");
        actor.awaitExit(first, SOON);
        PsProcess successor = look(actor.pids("successor").get(0));
        assertThat(successor.running()).isTrue();
        assertThat(actor.command("close")).isEqualTo("OK close pid=" + successor.pid());
        actor.close();
        assertThat(successor.running()).isFalse();
    }

    @Test
    void endsWithItsLastProcess() {
        ActorProcess actor = start("--listen", "127.0.0.1:0");
        PsProcess identity = look(actor.pid());
        actor.exit(0);
        actor.sync(); // which the end of the output answers
        assertThat(identity.running()).isFalse();
        actor.close();
    }

    @Test
    void signalsNoneButItsOwn() {
        try (ActorProcess actor = start()) {
            long own = ProcessHandle.current().pid();
            assertThatThrownBy(() -> actor.signal(own, "CONT")).hasMessageContaining("ESRCH");
        }
    }

    @Test
    void whatOnlyLinuxHasIsRefused() {
        for (String option : List.of("--pidns", "--netns", "--leader-exits")) {
            assertThatThrownBy(() -> start(option)).hasMessageContaining("the actor is not ready");
        }
    }
}
