package io.github.ports4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void aFloorsNumberIsFoundByItsWholeKey() throws IOException {
        String line = "fdwalk how=0 min_ns=1 med_ns=68123456 first_ns=3 owners=5 ns_per_fd=1.5\n";
        assertThat(Floor.number("med_ns", line)).isEqualTo(68123456);
        assertThat(Floor.number("owners", line)).isEqualTo(5);
        assertThatThrownBy(() -> Floor.number("ns", line)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Floor.number("ns_per_fd", line)).isInstanceOf(IOException.class);
    }

    @Test
    void findsWithAGroupCountOncePerValue() {
        String line = "users:((\"w\",pid=11,fd=3),(\"w\",pid=12,fd=3),(\"w\",pid=11,fd=4))";
        assertThat(Program.count(Pattern.compile("pid=(\\d+)"), line)).isEqualTo(2);
        assertThat(Program.count(Pattern.compile("pid=\\d+"), line)).isEqualTo(3);
    }

    @Test
    void aCommandIsShownWithoutItsFolder() {
        assertThat(Floor.shown(java.util.List.of("/some/where/diag", "--fam", "compat")))
                .isEqualTo("diag --fam compat");
    }
}
