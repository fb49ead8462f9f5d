package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupFileTest {
    /** A hybrid host. */
    private static final byte[] HYBRID = Hostile.bytes("""
            9:name=systemd:/system.slice/shop.service
            7:cpu,cpuacct:/a:b
            6:freezer:/ice
            0::/system.slice/shop.service (deleted)
            """);

    @Test
    void tellsTheHierarchiesApart() {
        CgroupFile cgroups = CgroupFile.parse(HYBRID);
        assertThat(cgroups.unified()).contains("/system.slice/shop.service");
        assertThat(cgroups.controller("name=systemd")).contains("/system.slice/shop.service");
        assertThat(cgroups.controller("freezer")).contains("/ice");
        assertThat(cgroups.controller("cpuacct")).contains("/a:b");
        assertThat(cgroups.controller("cpua")).isEmpty();
        assertThat(cgroups.paths()).hasSize(4);
    }

    @Test
    void isEmptyWhereTheKernelHasNoCgroups() {
        CgroupFile cgroups = CgroupFile.parse(new byte[0]);
        assertThat(cgroups.unified()).isEmpty();
        assertThat(cgroups.controller("freezer")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "0:/\n", "0::\n", "0::a\n", ":x:/\n", "x::/\n", "-1::/\n"})
    void refusesWhatHasAnotherForm(String text) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> CgroupFile.parse(Hostile.bytes(text)));
    }

    @Test
    void refusesEachCutWithinALine() {
        Hostile.cut(
                HYBRID,
                CgroupFile::parse,
                value -> Set.of(0, 1, 2, 3).contains(value.paths().size()));
    }

    @Test
    void survivesDamage() {
        Hostile.damage(HYBRID, CgroupFile::parse);
    }
}
