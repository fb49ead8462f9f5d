package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.rare.Dialogue.Answer;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A JVM that has used up its descriptors: a clear exception, nothing half done, and no descriptor left open. */
class DescriptorLimitIT {
    private static final String LIMIT = "256";

    /** More than any call of the library needs at once. */
    private static final int ENOUGH = 40;

    @BeforeAll
    static void hasPrlimit() {
        Host.assumePrograms("prlimit");
    }

    @Test
    void fails_clearly_and_works_again() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = limited()) {
            int port = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).recording());
            prepare(scene, probe);
            long before = probe.ask("descriptors").number("descriptors");
            assertThat(probe.ask("exhaust 0").get("refused")).contains("Too many open files");
            for (String question : new String[] {
                "table plain", "table owners", "explain " + port, "free " + port, "plan " + port, "find " + actor.pid()
            }) {
                probe.ask("exhaust 0"); // the JVM closes some of its own when it likes
                isTooManyFiles(probe.ask(question));
            }
            assertThat(actor.received()).isEmpty();
            probe.ask("release");
            assertThat(stillOpen(probe, before)).isEqualTo(before);

            Answer seen = probe.ask("explain " + port);
            assertThat(seen.get("holders")).as("%s", seen).isEqualTo(actor.pid() + "");
            Answer freed = probe.ask("free " + port + " TERM:50ms,KILL:5s");
            assertThat(freed.get("kind")).as("%s", freed).isEqualTo("FREED");
            assertThat(stillOpen(probe, before)).isEqualTo(before);
        }
    }

    /** With one descriptor more each time, until there are enough: what fails has sent no signal. */
    @Test
    void nothing_is_half_done() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = limited()) {
            prepare(scene, probe);
            long before = probe.ask("descriptors").number("descriptors");
            int failed = 0;
            boolean done = false;
            for (int left = 0; !done; left++) {
                assertThat(left).as("descriptors left").isLessThan(ENOUGH);
                int port = scene.freePort();
                Actor actor = scene.start(ActorSpec.listening(port).recording());
                probe.ask("exhaust " + left);
                Answer freed = probe.ask("free " + port + " TERM:50ms,KILL:5s");
                probe.ask("release");
                assertThat(stillOpen(probe, before))
                        .as("after %s with %s left", freed, left)
                        .isEqualTo(before);
                done = freed.get("kind").equals("FREED");
                if (!done) {
                    failed++;
                    isTooManyFiles(freed);
                    assertThat(actor.received())
                            .as("%s with %s left", freed, left)
                            .isEmpty();
                    assertThat(actor.alive()).as("%s with %s left", freed, left).isTrue();
                }
            }
            assertThat(failed).isPositive();
        }
    }

    /** The same for a plan that was made while there were enough. */
    @Test
    void executing_is_not_half_done() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = limited()) {
            prepare(scene, probe);
            boolean done = false;
            for (int left = 0; !done; left++) {
                assertThat(left).as("descriptors left").isLessThan(ENOUGH);
                int port = scene.freePort();
                Actor actor = scene.start(ActorSpec.listening(port).recording());
                assertThat(probe.ask("plan " + port + " TERM:50ms,KILL:5s").get("kind"))
                        .isEqualTo("PLANNED");
                probe.ask("exhaust " + left);
                Answer freed = probe.ask("execute");
                probe.ask("release");
                done = freed.get("kind").equals("FREED");
                if (!done) {
                    isTooManyFiles(freed);
                    assertThat(actor.received())
                            .as("%s with %s left", freed, left)
                            .isEmpty();
                }
            }
        }
    }

    /** And for an explanation: an answer is the right one. */
    @Test
    void no_wrong_answer_for_want_of_descriptors() throws IOException {
        try (LinuxScene scene = LinuxScene.open();
                Dialogue probe = limited()) {
            prepare(scene, probe);
            int port = scene.freePort();
            int free = scene.freePort();
            Actor actor = scene.start(ActorSpec.listening(port).forks(1));
            Answer held = probe.ask("explain " + port);
            assertThat(held.get("holders")).contains(actor.pid() + "");
            Answer nobody = probe.ask("explain " + free);
            for (int left = 0; left < ENOUGH; left++) {
                probe.ask("exhaust " + left);
                isThisOrTooManyFiles(probe.ask("explain " + port), held, left);
                isThisOrTooManyFiles(probe.ask("explain " + free), nobody, left);
                Answer table = probe.ask("table owners");
                probe.ask("release");
                if (table.get("threw").isEmpty()) {
                    assertThat(table.all("socket"))
                            .as("%s left", left)
                            .anyMatch(socket -> socket.contains(":" + port + " LISTEN pids " + actor.pid() + ", "));
                } else {
                    isTooManyFiles(table);
                }
            }
        }
    }

    private static void isThisOrTooManyFiles(Answer answer, Answer right, int left) {
        if (answer.get("threw").isEmpty()) {
            assertThat(answer.lines())
                    .as("%s with %s left", answer, left)
                    .filteredOn(line -> !line.startsWith("millis="))
                    .isEqualTo(right.lines().stream()
                            .filter(line -> !line.startsWith("millis="))
                            .toList());
        } else {
            isTooManyFiles(answer);
        }
    }

    private static Dialogue limited() throws IOException {
        return Jvm.quick()
                .under("prlimit", "--nofile=" + LIMIT + ":" + LIMIT, "--")
                .probe();
    }

    /** Loads what a use of the library loads: the classes themselves are not to be what there are too few descriptors for. */
    private static void prepare(LinuxScene scene, Dialogue probe) {
        probe.ask("prepare");
        int port = scene.freePort();
        scene.start(ActorSpec.listening(port).recording());
        assertThat(probe.ask("free " + port + " TERM:50ms,KILL:5s").get("kind")).isEqualTo("FREED");
        probe.ask("table owners");
    }

    private static void isTooManyFiles(Answer answer) {
        assertThat(answer.get("threw")).as("%s", answer).isEqualTo("SystemCallException");
        assertThat(answer.get("errno")).as("%s", answer).isEqualTo("EMFILE");
        assertThat(answer.get("message")).as("%s", answer).contains("EMFILE", "ulimit -n");
    }

    /**
     * How many descriptors the JVM has. It opens a file for a moment now and then by itself, such as those of its cgroup, and so is
     * asked again until there are so many as expected: what was left open stays open.
     */
    private static long stillOpen(Dialogue probe, long expected) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long open = probe.ask("descriptors").number("descriptors");
        while (open != expected && System.nanoTime() < deadline) {
            open = probe.ask("descriptors").number("descriptors");
        }
        return open;
    }
}
