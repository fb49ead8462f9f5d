package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.rare.Dialogue.Answer;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another user is told of a port that root holds: the truth, at once, and root's process lives. */
class UnprivilegedIT {
    /** A user that /etc/passwd does not know. */
    private static final String USER = "12345";

    /** Of the library's call, the start of the JVM apart. */
    private static final long AT_ONCE_MILLIS = 2000;

    @TempDir
    private static Path folder;

    private static Jvm stranger = Jvm.quick();

    @BeforeAll
    static void becomeStranger() throws IOException {
        Host.assumeRoot();
        Host.assumePrograms("setpriv", "unshare", "ip", "id");
        stranger = Jvm.quick()
                .under("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--")
                .classPath(OpenCopy.in(folder));
    }

    @Test
    void who_is_unknown_and_says_why() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = stranger.probe()) {
            int port = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).recording());
            isStranger(probe);
            Answer seen = probe.ask("explain " + port);
            assertThat(seen.get("state")).as("%s", seen).isEqualTo("UNKNOWN");
            assertThat(seen.get("reason")).as("%s", seen).contains("could not be read", "root");
            assertThat(seen.all("gap")).as("%s", seen).anyMatch(gap -> gap.startsWith("PERMISSION "));
            assertThat(seen.get("holders")).as("%s", seen).isEmpty();
            assertThat(seen.number("millis")).as("%s", seen).isLessThan(AT_ONCE_MILLIS);
            isUntouched(actor);
        }
    }

    @Test
    void free_is_refused_and_says_why() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = stranger.probe()) {
            int port = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).recording());
            isStranger(probe);
            Answer freed = probe.ask("free " + port);
            assertThat(freed.get("kind")).as("%s", freed).isEqualTo("REFUSED");
            assertThat(freed.get("refusal")).as("%s", freed).isEqualTo("NOT_PERMITTED");
            assertThat(freed.get("reason")).as("%s", freed).contains("could not be read", "root");
            assertThat(freed.all("attempt")).as("%s", freed).isEmpty();
            assertThat(freed.number("millis")).as("%s", freed).isLessThan(AT_ONCE_MILLIS);
            isUntouched(actor);
        }
    }

    @Test
    void terminate_is_refused() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = stranger.probe()) {
            Actor actor = scene.start(ActorSpec.idle().recording());
            probe.ask("find " + actor.pid());
            Answer ended = probe.ask("terminate");
            assertThat(ended.get("kind")).as("%s", ended).isEqualTo("REFUSED");
            assertThat(ended.get("refusal")).as("%s", ended).isEqualTo("NOT_PERMITTED");
            isUntouched(actor);
        }
    }

    /** In a network namespace, because the host's may let every user bind every port. */
    @Test
    void port_below_1024_is_free_by_the_table_alone() throws IOException {
        Jvm inside = new Jvm(Namespaces.OF_NETWORK, stranger.options(), stranger.classPath())
                .under(stranger.launcher().toArray(String[]::new));
        try (Dialogue probe = inside.probe()) {
            isStranger(probe);
            Answer seen = probe.ask("explain 80");
            assertThat(seen.get("state")).as("%s", seen).isEqualTo("FREE");
            assertThat(seen.get("reason")).as("%s", seen).contains("by the table alone");
            Answer freed = probe.ask("free 80");
            assertThat(freed.get("kind")).as("%s", freed).isEqualTo("ALREADY_FREE");
            assertThat(freed.get("reason")).as("%s", freed).contains("by the table alone");
            assertThat(freed.get("strict")).as("%s", freed).isEqualTo("(not tried)");
            assertThat(probe.ask("explain 8080").get("reason")).contains("it can be bound");
            Answer refused = probe.ask("bind 80");
            assertThat(refused.get("explained")).as("%s", refused).isEqualTo("NotPermittedException");
            assertThat(refused.get("message")).startsWith("not permitted: to bind 80/tcp; ports below 1024 take root");
        }
    }

    @Test
    void command_ends_with_1_and_3() throws IOException, InterruptedException {
        try (LinuxScene scene = LinuxScene.open()) {
            int port = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).recording());
            Jvm.Run who = stranger.command("who", port + "");
            assertThat(who.out()).as("%s", who).contains(port + "/tcp UNKNOWN", "could not be read");
            assertThat(who.exit()).as("%s", who).isEqualTo(1);
            Jvm.Run free = stranger.command("free", port + "");
            assertThat(free.out()).as("%s", free).contains(port + "/tcp REFUSED", "could not be read");
            assertThat(free.exit()).as("%s", free).isEqualTo(3);
            Jvm.Run dry = stranger.command("free", "--dry-run", port + "");
            assertThat(dry.exit()).as("%s", dry).isEqualTo(3);
            Jvm.Run kill = stranger.command("kill", actor.pid() + "");
            assertThat(kill.exit()).as("%s", kill).isEqualTo(3);
            isUntouched(actor);
        }
    }

    /** So that none of these tests can pass as root. */
    private static void isStranger(Dialogue probe) {
        assertThat(probe.ask("run id -u").get("said")).isEqualTo("[" + USER + "]");
        assertThat(probe.ask("run id -G").get("said")).isEqualTo("[" + USER + "]");
    }

    private static void isUntouched(Actor actor) {
        assertThat(actor.received()).isEmpty();
        assertThat(actor.alive()).isTrue();
    }
}
