package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.scene.LinuxScene;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table is read ten thousand times and more while listeners come and go: {@link Churn}, in a JVM of its own. */
@Tag("long")
class ChurnIT {
    private static final long MEBIBYTE_IN_KIB = 1024;

    /** Where that can be had in a world of its own: what else this host runs at the moment is then all the same. */
    private static Jvm jvm() {
        return Host.isRoot() ? Jvm.plain().under(Namespaces.OF_NETWORK_AND_PIDS.toArray(String[]::new)) : Jvm.plain();
    }

    @Test
    void never_a_wrong_pid_and_nothing_left() throws IOException, InterruptedException {
        Jvm.Run run;
        try (LinuxScene scene = LinuxScene.open()) {
            run = jvm().with("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch")
                    .run(Churn.class, scene.freePort() + "", scene.freePort() + "");
        }
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).as("wrong answers").doesNotContain("wrong=");
        Map<String, Long> said = run.out()
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
        System.out.println("churn: " + said);
        assertThat(said.get("rounds")).isGreaterThanOrEqualTo(10_000);
        assertThat(said.get("reads")).isGreaterThanOrEqualTo(10_000);
        assertThat(said.get("readsWithOwners")).isGreaterThanOrEqualTo(2_000);
        // else the sharpest assertions were never made
        assertThat(said.get("openAllTheTime")).isGreaterThanOrEqualTo(1_000);
        assertThat(said.get("openAllTheTimeWithOwners")).isGreaterThanOrEqualTo(500);
        assertThat(said.get("shutAllTheTime")).isGreaterThanOrEqualTo(1_000);
        assertThat(said.get("changedMeanwhile")).isGreaterThanOrEqualTo(100);
        assertThat(said.get("descriptorsAfter")).isEqualTo(said.get("descriptorsBefore"));
        assertThat(said).containsKeys("residentAfter5000", "residentAfter10000", "descriptorsBefore");
        long growth = said.getOrDefault("residentAfter10000", 0L) - said.getOrDefault("residentAfter5000", 0L);
        assertThat(growth)
                .as("KiB that the resident memory has grown by: %s", said)
                .isLessThan(8 * MEBIBYTE_IN_KIB);
    }
}
