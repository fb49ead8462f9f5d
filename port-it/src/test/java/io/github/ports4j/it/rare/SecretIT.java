package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Signal;
import io.github.ports4j.it.rare.Jvm.Run;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Arguments of processes hold secrets: they are told where they are asked for, and nowhere else. */
class SecretIT {
    private static final String SECRET = "secret-4d8b1f";

    private static final Jvm LOGGING = Jvm.quick().with("-Dslf4j.provider=" + LogToStandardError.class.getName());

    @Test
    void in_nothing_that_the_library_prints_or_logs() throws IOException, InterruptedException {
        try (LinuxScene scene = LinuxScene.open()) {
            int ends = scene.freePort();
            int returns = scene.freePort();
            int stays = scene.freePort();
            int interrupted = scene.freePort();
            scene.start(withSecret(ActorSpec.listening(ends).forks(1).withChildren(1)));
            scene.start(withSecret(ActorSpec.listening(returns).supervised("supervisord", Duration.ofMillis(50))));
            scene.start(withSecret(ActorSpec.listening(stays).recording()));
            scene.start(withSecret(ActorSpec.idle().udp(interrupted)));
            Actor alone = scene.start(withSecret(ActorSpec.idle().ignoring(Signal.HUP)));

            Run run = LOGGING.run(
                    Utterances.class,
                    SECRET,
                    ends + "",
                    returns + "",
                    stays + "",
                    interrupted + "/udp",
                    alone.pid() + "");
            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(run.out())
                    .doesNotContain(SECRET)
                    // else it was not put where it could be told, or too little was said
                    .contains("in commandLine() of 2: true", "in commandLine() of 1: true")
                    .doesNotContain("in commandLine() of 2: false", "in commandLine() of 1: false")
                    .contains("REFUSED: the caller's condition", "FREED", "RESPAWNED", "STILL_HELD", "EXITED")
                    .contains("PortHeldException", "PortInterruptedException", "supervisord");
            assertThat(run.err()).doesNotContain(SECRET).contains("INFO io.github.ports4j.signals sent TERM to ");
        }
    }

    @Test
    void in_nothing_that_the_command_prints_but_json() throws IOException, InterruptedException {
        try (LinuxScene scene = LinuxScene.open()) {
            int port = scene.freePort();
            Actor actor = scene.start(withSecret(ActorSpec.listening(port)));
            Actor other = scene.start(withSecret(ActorSpec.idle()));
            isKept("LISTENING", "who", port + "", "--verbose");
            isKept(actor.pid() + "", "list", "--verbose");
            isKept("TERM", "free", port + "", "--dry-run", "--verbose");
            isKept("TERM", "kill", other.pid() + "", "--dry-run", "--verbose");
            isKept("EXITED", "kill", other.pid() + "", "--verbose");

            Run json = LOGGING.command("who", port + "", "--json", "--verbose");
            assertThat(json.exit()).as("%s", json).isZero();
            assertThat(json.out()).containsPattern("\"commandLine\": ?\"[^\"]*" + SECRET);
            assertThat(json.err()).doesNotContain(SECRET);

            isKept("FREED", "free", port + "", "--verbose");
        }
    }

    private static void isKept(String said, String... arguments) throws IOException, InterruptedException {
        Run run = LOGGING.command(arguments);
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains(said).doesNotContain(SECRET);
        assertThat(run.err()).doesNotContain(SECRET);
    }

    private static ActorSpec withSecret(ActorSpec spec) {
        return spec.argument("--password=" + SECRET);
    }
}
