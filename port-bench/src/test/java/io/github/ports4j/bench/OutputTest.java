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

    @Test
    void time_of_a_scan() throws IOException {
        String line = "block   T=2 n=512   ports=65535 sec=0.309 ports/s=212087 open=20 closed=65515 filtered=0";
        assertThat(ScanFloor.nanos(line)).isEqualTo(309_000_000);
        assertThatThrownBy(() -> ScanFloor.nanos("insec=1.5 sec=2")).isInstanceOf(IOException.class);
    }
}
