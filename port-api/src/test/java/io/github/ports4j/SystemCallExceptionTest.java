package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SystemCallExceptionTest {
    @Test
    void saysTheNumberWhereItIsKnown() {
        assertThat(new SystemCallException("socket()", 24, "EMFILE", "raise the limit"))
                .hasMessage("socket(): EMFILE (24); raise the limit")
                .hasNoCause();
    }

    @Test
    void keepsWhatToldIt() {
        IOException cause = new IOException("Too many open files");

        assertThat(new SystemCallException("socket()", 0, "Too many open files", "raise the limit", cause))
                .hasMessage("socket(): Too many open files; raise the limit")
                .hasCause(cause);
    }
}
