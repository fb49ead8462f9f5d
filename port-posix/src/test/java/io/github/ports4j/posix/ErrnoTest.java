package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void namesWhatEveryUnixHas() {
        assertThat(Errno.name(1)).isEqualTo("EPERM");
        assertThat(Errno.name(24)).isEqualTo("EMFILE");
    }

    @Test
    void givesTheNumberWhereThereIsNoName() {
        assertThat(Errno.name(0)).isEqualTo("errno 0");
        assertThat(Errno.name(4711)).isEqualTo("errno 4711");
        assertThat(Errno.name(-1)).isEqualTo("errno -1");
    }
}
