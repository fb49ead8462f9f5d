package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreezerFilesTest {
    private static final CgroupMounts HYBRID = CgroupMounts.parse(Hostile.bytes("""
            37 31 0:34 / /one rw - cgroup cgroup rw,freezer
            41 31 0:38 / /two rw - cgroup2 cgroup2 rw
            """));

    private static Freezer state(String cgroups, Map<String, String> files) {
        return new FreezerFiles(path -> Optional.ofNullable(files.get(path)).map(Hostile::bytes))
                .state(CgroupFile.parse(Hostile.bytes(cgroups)), HYBRID);
    }

    @Test
    void isThawedInTheRoots() {
        assertThat(state("6:freezer:/\n0::/\n", Map.of())).isEqualTo(Freezer.THAWED);
    }

    @Test
    void isThawedWhereNothingIsFrozen() {
        assertThat(state(
                        "6:freezer:/ice\n0::/a/b\n",
                        Map.of(
                                "/one/ice/freezer.state", "THAWED\n",
                                "/two/a/b/cgroup.events", "populated 1\nfrozen 0\n",
                                "/two/a/b/cgroup.freeze", "0\n",
                                "/two/a/cgroup.freeze", "0\n")))
                .isEqualTo(Freezer.THAWED);
    }

    @Test
    void takesNoSignalInAFrozenCgroupOfVersion1() {
        assertThat(state("6:freezer:/ice\n0::/\n", Map.of("/one/ice/freezer.state", "FROZEN\n")))
                .isEqualTo(Freezer.NO_SIGNALS);
        assertThat(state("6:freezer:/ice\n0::/\n", Map.of("/one/ice/freezer.state", "FREEZING\n")))
                .isEqualTo(Freezer.NO_SIGNALS);
    }

    @Test
    void runsNoHandlersInAFrozenCgroupOfVersion2() {
        assertThat(state("0::/a/b\n", Map.of("/two/a/b/cgroup.events", "populated 1\nfrozen 1\n")))
                .isEqualTo(Freezer.NO_HANDLERS);
    }

    @Test
    void runsNoHandlersWhereAnAncestorIsBeingFrozen() {
        assertThat(state(
                        "0::/a/b\n",
                        Map.of("/two/a/b/cgroup.events", "populated 1\nfrozen 0\n", "/two/a/cgroup.freeze", "1\n")))
                .isEqualTo(Freezer.NO_HANDLERS);
    }

    @Test
    void namesTheStrongerOfBothVersions() {
        assertThat(state(
                        "6:freezer:/ice\n0::/a\n",
                        Map.of("/one/ice/freezer.state", "FROZEN\n", "/two/a/cgroup.freeze", "1\n")))
                .isEqualTo(Freezer.NO_SIGNALS);
    }

    @Test
    void doesNotConfuseTheVersions() {
        assertThat(state("6:freezer:/a\n", Map.of("/two/a/freezer.state", "FROZEN\n", "/two/a/cgroup.freeze", "1\n")))
                .isEqualTo(Freezer.THAWED);
    }

    @Test
    void refusesEachCut() {
        Hostile.cut(Hostile.bytes("FROZEN\n"), FreezerFiles::parseState, value -> false);
        Hostile.cut(Hostile.bytes("1\n"), FreezerFiles::parseFreeze, value -> false);
        Hostile.cut(Hostile.bytes("populated 1\nfrozen 1\n"), FreezerFiles::parseEvents, value -> !value);
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> FreezerFiles.parseState(Hostile.bytes("MELTED\n")));
    }
}
