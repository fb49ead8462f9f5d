package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.rare.Dialogue.Answer;
import io.github.ports4j.it.scene.ActorProcess;
import io.github.ports4j.it.scene.CTools;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The library in pid and network namespaces of its own. */
class NamespaceIT {
    private static final int PORT = 8080;

    @BeforeAll
    static void canUnshare() {
        Host.assumeRoot();
        Host.assumePrograms("unshare", "nsenter", "ip", "sh");
        CTools.assumeUsable();
    }

    @Test
    void table_is_complete() throws IOException {
        try (Dialogue probe = fresh().probe()) {
            Answer table = probe.ask("table owners");
            assertThat(table.get("complete")).as("%s", table).isEqualTo("true");
            assertThat(table.get("size")).as("%s", table).isEqualTo("0");
            Answer seen = probe.ask("explain " + PORT);
            assertThat(seen.get("state")).as("%s", seen).isEqualTo("FREE");
            assertThat(seen.all("gap")).as("%s", seen).isEmpty();
        }
    }

    /** The first process of the namespace, no ancestor of the JVM that asks, holds the port itself. */
    @Test
    void first_process_is_never_signalled() throws IOException {
        try (ActorProcess first = ActorProcess.start(
                        "--netns", "--pidns", "--mount-proc", "--record", "--listen", "127.0.0.1:" + PORT);
                Dialogue probe = inside(first).probe()) {
            Answer self = probe.ask("find 1");
            assertThat(self.get("name")).as("%s", self).isEqualTo("actor");
            Answer table = probe.ask("table owners");
            assertThat(table.get("complete")).as("%s", table).isEqualTo("true");
            assertThat(table.all("socket")).containsExactly("tcp 127.0.0.1:" + PORT + " LISTEN pid 1");

            Answer seen = probe.ask("explain " + PORT);
            assertThat(seen.get("state")).as("%s", seen).isEqualTo("LISTENING");
            assertThat(seen.get("holders")).as("%s", seen).isEqualTo("1");
            assertThat(seen.get("protections")).as("%s", seen).isEqualTo("INIT");
            assertThat(probe.ask("plan " + PORT).get("terminations")).isEmpty();
            for (String question : List.of("execute", "free " + PORT, "free " + PORT + " KILL:1s", "terminate")) {
                Answer refused = probe.ask(question);
                assertThat(refused.get("kind")).as("%s", refused).isEqualTo("REFUSED");
                assertThat(refused.get("refusal")).as("%s", refused).isEqualTo("PROTECTED");
                assertThat(refused.get("reason")).as("%s", refused).contains("(init)");
                assertThat(refused.all("attempt")).as("%s", refused).isEmpty();
            }
            first.sync();
            assertThat(first.isAlive()).isTrue();
            assertThat(first.lines()).noneMatch(line -> line.startsWith("GOT "));
        }
    }

    @Test
    void other_process_gets_the_pid_and_the_port() throws IOException, InterruptedException {
        plays(PidReuse.class, "listening", "kind=REFUSED", "refusal=CHANGED");
    }

    @Test
    void other_process_gets_the_pid_without_the_port() throws IOException, InterruptedException {
        plays(PidReuse.class, "idle", "kind=ALREADY_FREE", "refusal=none");
    }

    private static void plays(Class<?> play, String how, String... outcome) throws IOException, InterruptedException {
        Jvm.Run run = fresh().run(play, how);
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out().lines())
                .as("%s", run)
                .contains(outcome)
                .contains("planned=PLANNED", "attempts=0", "terminate=ALREADY_GONE", "received=0", "alive=true");
    }

    @Test
    void other_network_is_neither_shown_nor_signalled() throws IOException {
        String listen = "127.0.0.1:" + PORT;
        try (ActorProcess here = ActorProcess.start("--netns", "--record", "--on", "TERM=exit", "--listen", listen);
                ActorProcess elsewhere = ActorProcess.start("--netns", "--record", "--listen", listen);
                Dialogue probe = Jvm.quick()
                        .under("nsenter", "--target", here.pid() + "", "--net")
                        .probe()) {
            Answer seen = probe.ask("explain " + PORT);
            assertThat(seen.get("state")).as("%s", seen).isEqualTo("LISTENING");
            assertThat(seen.get("holders")).as("%s", seen).isEqualTo(here.pid() + "");
            Answer freed = probe.ask("free " + PORT);
            assertThat(freed.get("kind")).as("%s", freed).isEqualTo("FREED");
            assertThat(freed.all("attempt")).as("%s", freed).containsExactly("TERM " + here.pid() + " EXITED");

            Answer table = probe.ask("table owners");
            assertThat(table.all("socket")).as("%s", table).isEmpty();
            assertThat(probe.ask("explain " + PORT).get("state")).isEqualTo("FREE");
            assertThat(probe.ask("free " + PORT).get("kind")).isEqualTo("ALREADY_FREE");
            elsewhere.sync();
            assertThat(elsewhere.isAlive()).isTrue();
            assertThat(elsewhere.lines()).noneMatch(line -> line.startsWith("GOT "));
        }
    }

    private static Jvm fresh() {
        return Jvm.quick().under(Namespaces.OF_NETWORK_AND_PIDS.toArray(String[]::new));
    }

    private static Jvm inside(ActorProcess first) {
        return Jvm.quick().under("nsenter", "--target", first.pid() + "", "--net", "--pid", "--mount");
    }
}
