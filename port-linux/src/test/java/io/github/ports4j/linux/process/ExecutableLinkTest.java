package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.Hostile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExecutableLinkTest {
    @Test
    void isThePath() {
        assertThat(ExecutableLink.parse(Hostile.bytes("/opt/my shop/bin/java")))
                .contains(Path.of("/opt/my shop/bin/java"));
    }

    @Test
    void leavesOutThatItWasDeleted() {
        assertThat(ExecutableLink.parse(Hostile.bytes("/usr/bin/shop (deleted)")))
                .contains(Path.of("/usr/bin/shop"));
        assertThat(ExecutableLink.parse(Hostile.bytes("/memfd:shop (deleted)"))).contains(Path.of("/memfd:shop"));
    }

    @Test
    void isAbsentIfItIsNoPathThatCanBeExpressed() {
        assertThat(ExecutableLink.parse(new byte[0])).isEmpty();
        assertThat(ExecutableLink.parse(Hostile.bytes(" (deleted)"))).isEmpty();
        assertThat(ExecutableLink.parse(new byte[] {'/', (byte) 0xff})).isEmpty();
        assertThat(ExecutableLink.parse(new byte[] {'/', 0})).isEmpty();
    }
}
