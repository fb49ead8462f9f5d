package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedEntriesTest {
    /** Records as Linux makes them: padded to eight bytes. */
    private static byte[] reply(String... names) {
        ByteBuffer reply = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
        for (String name : names) {
            byte[] bytes = Hostile.bytes(name);
            int length = (19 + bytes.length + 1 + 7) / 8 * 8;
            int next = reply.position() + length;
            reply.putLong(1).putLong(2).putShort((short) length).put((byte) 4).put(bytes);
            reply.position(next);
        }
        return Arrays.copyOf(reply.array(), reply.position());
    }

    private static List<Long> decode(byte[] reply) {
        List<Long> numbers = new ArrayList<>();
        NumberedEntries.decode(new ByteCursor(ByteBuffer.wrap(reply).order(ByteOrder.nativeOrder())), numbers);
        return numbers;
    }

    @Test
    void takesTheNumbersAndPassesOverTheRest() {
        assertThat(decode(reply(".", "..", "self", "1", "4711", "12x", "x12", "4194304", "1234567890123456789")))
                .containsExactly(1L, 4711L, 4194304L);
    }

    @Test
    void refusesEachCutWithinARecord() {
        byte[] reply = reply("1", "4711", "sys");
        Hostile.cut(reply, NumberedEntriesTest::decode, numbers -> numbers.size() < 3);
    }

    @Test
    void refusesANameWithoutEnd() {
        byte[] reply = reply("12345"); // fills its record of 24 bytes but for one
        assertThat(reply).hasSize(32);
        ByteBuffer record =
                ByteBuffer.wrap(reply).order(ByteOrder.nativeOrder()).putShort(16, (short) 24);
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> decode(Arrays.copyOf(record.array(), 24)));
    }

    @Test
    void refusesARecordWithoutLength() {
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> decode(new byte[24]));
    }

    @Test
    void survivesDamage() {
        Hostile.damage(reply("1", "4711", "self", "4194304"), NumberedEntriesTest::decode);
    }
}
