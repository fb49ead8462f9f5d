package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupMountsTest {
    private static final String HYBRID = """
            23 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime shared:3 master:2 - cgroup cgroup rw,freezer
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;

    @Test
    void findsBothVersions() {
        CgroupMounts mounts = CgroupMounts.parse(Hostile.bytes(HYBRID));
        assertThat(mounts.controller("freezer", "/a/b"))
                .containsExactly(List.of("/sys/fs/cgroup/freezer/a", "/sys/fs/cgroup/freezer/a/b"));
        assertThat(mounts.unified("/a")).containsExactly(List.of("/sys/fs/cgroup/unified/a"));
        assertThat(mounts.unified("/")).containsExactly(List.of());
        assertThat(mounts.controller("pids", "/a")).isEmpty();
        assertThat(mounts.controller("rw", "/a"))
                .as("an option is no controller, but harmless")
                .hasSize(1);
    }

    @Test
    void takesTheRootOfAMountAway() {
        CgroupMounts mounts = CgroupMounts.parse(Hostile.bytes("""
                41 31 0:38 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw
                42 31 0:38 /docker /mnt ro - cgroup2 cgroup2 rw
                """));
        assertThat(mounts.unified("/docker/abc/x"))
                .containsExactly(List.of("/sys/fs/cgroup/x"), List.of("/mnt/abc", "/mnt/abc/x"));
        assertThat(mounts.unified("/docker/abcd")).containsExactly(List.of("/mnt/abcd"));
        assertThat(mounts.unified("/other")).isEmpty();
    }

    @Test
    void doesNotLeaveTheMountByWayOfItsParent() {
        CgroupMounts mounts = CgroupMounts.parse(Hostile.bytes(HYBRID));
        assertThat(mounts.unified("/../sibling")).isEmpty();
        assertThat(mounts.unified("/..")).isEmpty();
    }

    @Test
    void unescapesPaths() {
        CgroupMounts mounts =
                CgroupMounts.parse(Hostile.bytes("41 31 0:38 / /my\\040cg\\134x\\11 rw - cgroup2 cgroup2 rw\n"));
        assertThat(mounts.unified("/a")).containsExactly(List.of("/my cg\\x\\11/a"));
    }

    @Test
    void passesOverOtherTypes() {
        assertThat(CgroupMounts.parse(Hostile.bytes("anything at all\n 1 2 3 - ext4\n"))
                        .unified("/a"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2 3 - cgroup2 cgroup2 rw\n", " - cgroup x\n", "1 2 3 4 5 6 - cgroup x\n"})
    void refusesWhatHasAnotherForm(String text) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> CgroupMounts.parse(Hostile.bytes(text)));
    }

    @Test
    void refusesEachCutWithinALine() {
        Hostile.cut(
                Hostile.bytes(HYBRID),
                CgroupMounts::parse,
                value -> value.unified("/a").isEmpty());
    }

    @Test
    void survivesDamage() {
        Hostile.damage(Hostile.bytes(HYBRID), CgroupMounts::parse);
    }
}
