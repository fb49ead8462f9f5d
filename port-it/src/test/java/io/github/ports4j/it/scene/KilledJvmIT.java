package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test JVM that is killed takes all its actors with it, whatever state they are in. */
@Timeout(60)
class KilledJvmIT {
    @Test
    void nothingOutlivesIt() throws IOException, InterruptedException {
        CTools.assumeUsable();
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbasedir=" + System.getProperty("basedir", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcStat> actors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("all"); line = lines.readLine()) {
                actors.add(ProcStat.read(Long.parseLong(line)).orElseThrow());
            }
        } finally {
            jvm.destroyForcibly();
        }
        jvm.waitFor();
        assertThat(actors).hasSizeGreaterThanOrEqualTo(10);
        while (actors.stream().anyMatch(ProcStat::running)) {
            TimeUnit.MILLISECONDS.sleep(5); // until the time of this test is over
        }
    }

    /** The JVM that is killed. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String... arguments) throws IOException {
            List<ActorProcess> actors = new ArrayList<>();
            ActorProcess stopped =
                    ActorProcess.start("--ignore", "TERM,HUP,INT", "--listen", "127.0.0.1:0", "--fork", "2");
            stopped.pids().forEach(pid -> stopped.signal(pid, "STOP"));
            actors.add(stopped);
            actors.add(ActorProcess.start("--zombie", "--own-fds", "--leader-exits", "--listen", "127.0.0.1:0"));
            actors.add(ActorProcess.start("--supervise", "1", "--listen", "127.0.0.1:0", "--fork", "1"));
            actors.add(ActorProcess.start("--listen", "127.0.0.1:0", "--exec", "sleep", "600"));
            ActorProcess orphan = ActorProcess.start("--listen", "127.0.0.1:0", "--fork", "1");
            orphan.kill(orphan.pid());
            orphan.awaitExit(orphan.pid(), Duration.ofSeconds(10));
            actors.add(orphan);
            if (Cgroups.lacksFreezer().isEmpty()) {
                ActorProcess frozen = ActorProcess.start("--pidns", "--fork", "1");
                frozen.command(
                        "freeze all " + frozen.pid() + " " + Cgroups.freezer().resolve("ports4j-test-" + frozen.pid()));
                actors.add(frozen);
            }
            actors.stream()
                    .flatMap(actor -> actor.pids().stream())
                    .filter(pid -> ProcStat.read(pid).isPresent())
                    .forEach(System.out::println);
            System.out.println("all");
            System.in.read(); // nobody writes: until it is killed
        }
    }
}
