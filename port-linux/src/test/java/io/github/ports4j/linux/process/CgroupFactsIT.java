package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.Supervisor;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Puts processes into cgroups of its own making. */
@Tag("root")
class CgroupFactsIT {
    private final Deque<Path> made = new ArrayDeque<>();

    @AfterEach
    void removeWhatWasMade() throws Exception {
        for (Path cgroup : made) {
            remove(cgroup);
        }
    }

    @Test
    void tellsAFrozenCgroupOfVersion1() throws Exception {
        Path ice = make(root("cgroup", "freezer"), "ports4j-it-ice");
        Path inner = make(ice, "inner");
        try (Child child = Child.start("sleep", "1000")) {
            enter(inner, child);
            assertThat(child.facts().freezer()).isEqualTo(Freezer.THAWED);
            Files.writeString(ice.resolve("freezer.state"), "FROZEN\n");
            try {
                assertThat(child.facts().freezer()).isEqualTo(Freezer.NO_SIGNALS);
            } finally {
                Files.writeString(ice.resolve("freezer.state"), "THAWED\n");
            }
            assertThat(child.facts().freezer()).isEqualTo(Freezer.THAWED);
        }
    }

    @Test
    void tellsAFrozenCgroupOfVersion2() throws Exception {
        Path ice = make(root("cgroup2", "rw"), "ports4j-it-ice");
        Path inner = make(ice, "inner");
        try (Child child = Child.start("sleep", "1000")) {
            enter(inner, child);
            assertThat(child.facts().freezer()).isEqualTo(Freezer.THAWED);
            Files.writeString(ice.resolve("cgroup.freeze"), "1\n");
            try {
                assertThat(child.facts().freezer()).isEqualTo(Freezer.NO_HANDLERS);
            } finally {
                Files.writeString(ice.resolve("cgroup.freeze"), "0\n");
            }
            assertThat(child.facts().freezer()).isEqualTo(Freezer.THAWED);
        }
    }

    @Test
    void tellsTheServiceAndTheContainer() throws Exception {
        String id = "0123456789abcdef".repeat(4);
        Path root = root("cgroup2", "rw");
        assumeTrue(isManagersRoot(), "pid 1 is not in the root of what is mounted");
        Path slice = make(root, "ports4j-it.slice");
        Path service = make(slice, "ports4j-it.service");
        Path container = make(root, "ports4j-it-docker");
        Path inner = make(container, id);
        try (Child child = Child.start("sleep", "1000")) {
            enter(service, child);
            assertThat(child.facts().service())
                    .contains(new Supervisor("systemd", "ports4j-it.service", "systemctl stop ports4j-it.service"));
            assertThat(child.facts().container()).isEmpty();
            enter(inner, child);
            assertThat(child.facts().service()).isEmpty();
            assertThat(child.facts().container()).contains(id);
        }
    }

    private static boolean isManagersRoot() throws IOException {
        String own = Files.readString(Path.of("/proc/1/cgroup"));
        return own.contains("0::/\n") || own.contains("0::/init.scope\n");
    }

    private static void enter(Path cgroup, Child child) throws IOException {
        Files.writeString(cgroup.resolve("cgroup.procs"), child.pid() + "\n");
    }

    private Path make(Path parent, String name) throws IOException {
        Path cgroup = parent.resolve(name);
        Files.createDirectory(cgroup);
        made.push(cgroup);
        return cgroup;
    }

    /** A process that was killed leaves its cgroup a moment after it was reaped. */
    private static void remove(Path cgroup) throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                Files.delete(cgroup);
                return;
            } catch (IOException busy) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        Files.delete(cgroup);
    }

    /** Where a hierarchy is mounted, found in another way than the code under test does. */
    private static Path root(String type, String option) throws IOException {
        assumeTrue(ProcessReadIT.isRoot(), "only root makes cgroups");
        try (Stream<String> lines = Files.lines(Path.of("/proc/mounts"))) {
            List<Path> mounts = lines.map(line -> List.of(line.split(" ", -1)))
                    .filter(fields -> fields.get(2).equals(type)
                            && List.of(fields.get(3).split(",", -1)).contains(option))
                    .map(fields -> Path.of(fields.get(1)))
                    .toList();
            assumeTrue(!mounts.isEmpty(), "no " + type + " with " + option + " is mounted");
            return mounts.get(0);
        }
    }
}
