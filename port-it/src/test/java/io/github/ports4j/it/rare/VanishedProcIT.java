package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.rare.Dialogue.Answer;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM whose /proc vanishes after it was used: it says so, or says that it does not know; it never guesses. */
class VanishedProcIT {
    /** What the library throws: {@code PortException} and its kinds. */
    private static final Set<String> CLEAR = Set.of(
            "SystemCallException", "ProviderException", "UnsupportedFeatureException", "MalformedReplyException");

    @BeforeAll
    static void canUnmount() {
        Host.assumeRoot();
        Host.assumePrograms("unshare", "umount", "mount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"umount -l /proc", "mount -t tmpfs none /proc"})
    void says_so(String vanish) throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = Jvm.quick()
                        .under(Namespaces.OF_MOUNTS.toArray(String[]::new))
                        .probe()) {
            int port = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).recording());
            probe.ask("prepare");
            assertThat(probe.ask("plan " + port).get("kind")).isEqualTo("PLANNED");
            assertThat(probe.ask("find " + actor.pid()).get("name")).isEqualTo("actor");
            Answer vanished = probe.ask("run " + vanish);
            assertThat(vanished.get("exit")).as("%s", vanished).isEqualTo("0");

            Answer seen = probe.ask("explain " + port);
            if (!seen.get("state").equals("UNKNOWN")) {
                isClear(seen);
            }
            Answer table = probe.ask("table owners");
            if (!table.get("complete").equals("false")) {
                isClear(table);
            }
            isClear(probe.ask("local"), probe.ask("find " + actor.pid()));
            for (String question : List.of("execute", "terminate", "free " + port, "free " + port + " KILL:1s")) {
                Answer ended = probe.ask(question);
                if (!ended.get("kind").equals("REFUSED")) {
                    isClear(ended);
                }
            }
            assertThat(actor.received()).isEmpty();
            assertThat(actor.alive()).isTrue();
        }
    }

    private static void isClear(Answer... answers) {
        for (Answer answer : answers) {
            assertThat(answer.get("threw")).as("%s", answer).isIn(CLEAR);
            assertThat(answer.get("message")).as("%s", answer).contains("/proc");
        }
    }
}
