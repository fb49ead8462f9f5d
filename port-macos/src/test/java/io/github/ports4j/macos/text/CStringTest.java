package io.github.ports4j.macos.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CStringTest {
    private static String of(byte[] field) {
        return CString.of(ByteBuffer.wrap(field), 0, field.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void endsAtItsNul() {
        assertThat(of(bytes("java\0rest"))).isEqualTo("java");
        assertThat(of(bytes("\0rest"))).isEmpty();
        assertThat(of(bytes("java"))).isEqualTo("java");
        assertThat(of(new byte[0])).isEmpty();
        assertThat(CString.of(ByteBuffer.wrap(bytes("xxjava\0yy")), 2, 5)).isEqualTo("java");
        assertThat(CString.length(ByteBuffer.wrap(bytes("xxjava\0yy")), 2, 3)).isEqualTo(3);
    }

    @Test
    void leavesOutACharacterThatWasCut() {
        byte[] cut = bytes("Schl\u00fc\0");
        cut[5] = 0; // of the two bytes of the last character
        assertThat(of(Arrays.copyOf(cut, 6))).isEqualTo("Schl");
        assertThat(of(Arrays.copyOf(cut, 5))).isEqualTo("Schl");
    }

    @Test
    void replacesWhatIsNoText() {
        assertThat(of(new byte[] {'a', (byte) 0xff, 'b', 0})).isEqualTo("a\ufffdb");
        // there was room: this was not cut
        assertThat(of(new byte[] {'a', (byte) 0xc3, 0, 0})).isEqualTo("a\ufffd");
    }
}
