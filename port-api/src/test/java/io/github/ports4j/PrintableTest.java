package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesLettersOfAllScriptsAlone() {
        assertThat(Printable.of("java (test) äöü 東京 🙂")).isEqualTo("java (test) äöü 東京 🙂");
    }

    @Test
    void showsWhatWouldActOnATerminal() {
        assertThat(Printable.of("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
        assertThat(Printable.of("a\nb\r\tc")).isEqualTo("a\\u000ab\\u000d\\u0009c");
        assertThat(Printable.of("\u202etxt.exe")).isEqualTo("\\u202etxt.exe");
        assertThat(Printable.of("\u0085\u2028")).isEqualTo("\\u0085\\u2028");
        assertThat(Printable.of(new String(Character.toChars(0xE0001)))).isEqualTo("\\U000e0001");
    }

    @Test
    void showsThatThereIsNothing() {
        assertThat(Printable.of("")).isEqualTo("?");
    }
}
