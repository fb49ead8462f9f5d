package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatLineTest {
    private static final long PF_KTHREAD = 0x0020_0000;

    private static StatLine decode(String line) {
        return StatLine.decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void readsThroughAHostileName() {
        assertThat(StatLine.decode(Samples.of("stat.txt"))).isEqualTo(new StatLine(1, 'R', 4194560, 1, 357024));
    }

    @Test
    void readsAnEmptyName() {
        assertThat(decode("77 () S 1 77 77 0 -1 64 0 0 0 0 0 0 0 0 20 0 3 0 123 0\n"))
                .isEqualTo(new StatLine(77, 'S', 64, 3, 123));
    }

    @Test
    void tellsWhoCanHaveDescriptors() {
        assertThat(new StatLine(1, 'S', 0, 1, 0).holdsNothing()).isFalse();
        assertThat(new StatLine(1, 'Z', 0, 1, 0).holdsNothing()).isTrue();
        assertThat(new StatLine(1, 'X', 0, 0, 0).holdsNothing()).isTrue();
        assertThat(new StatLine(1, 'Z', 0, 2, 0).holdsNothing()).isFalse();
        assertThat(new StatLine(1, 'I', PF_KTHREAD, 1, 0).holdsNothing()).isTrue();
    }

    @Test
    void refusesWhatIsCut() {
        String whole = new String(Samples.bytes("stat.txt"), StandardCharsets.ISO_8859_1);
        int start = whole.indexOf("357024 ");
        for (int length = 0; length < start + "357024 ".length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> decode(cut)).as(cut).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void refusesAnythingElse() {
        Samples.random(StatLine::decode);
        Samples.damaged("stat.txt", StatLine::decode);
    }
}
