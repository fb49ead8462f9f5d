package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import io.github.ports4j.linux.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DirentsTest {
    /** Records as Linux makes them: padded to eight bytes. */
    private static byte[] reply(String... names) {
        ByteBuffer reply = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : names) {
            byte[] bytes = Hostile.bytes(name);
            int length = (19 + bytes.length + 1 + 7) / 8 * 8;
            int next = reply.position() + length;
            reply.putLong(1).putLong(2).putShort((short) length).put((byte) 4).put(bytes);
            reply.position(next);
        }
        return Arrays.copyOf(reply.array(), reply.position());
    }

    private static List<Long> numbers(byte[] reply) {
        return numbers(Samples.of(reply));
    }

    private static List<Long> numbers(ByteBuffer in) {
        Dirents entries = new Dirents(in);
        entries.reset(in.limit());
        List<Long> numbers = new ArrayList<>();
        while (entries.next()) {
            numbers.add(entries.number());
        }
        return numbers;
    }

    @Test
    void readsNames() {
        List<Long> expected = new ArrayList<>(List.of(Dirents.NO_NUMBER, Dirents.NO_NUMBER));
        LongStream.rangeClosed(0, 17).forEach(expected::add);
        expected.add(251L);
        assertThat(numbers(Samples.of("getdents64-fd.bin"))).isEqualTo(expected);
    }

    @Test
    void pointsAtNames() {
        ByteBuffer in = Samples.of("getdents64-fd.bin");
        Dirents entries = new Dirents(in);
        entries.reset(in.limit());
        int last = 0;
        while (entries.next()) {
            last = entries.name();
        }
        byte[] name = new byte[4];
        in.get(last, name);
        assertThat(name).containsExactly('2', '5', '1', 0);
    }

    @Test
    void refusesWhatIsCut() {
        List<Long> whole = numbers(Samples.of("getdents64-fd.bin"));
        int[] whereEntriesEnd = {0};
        Samples.cut("getdents64-fd.bin", cut -> {
            try {
                List<Long> some = numbers(cut);
                assertThat(some).isEqualTo(whole.subList(0, some.size()));
                whereEntriesEnd[0]++;
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        });
        assertThat(whereEntriesEnd[0]).isEqualTo(whole.size());
    }

    @Test
    void refusesAnythingElse() {
        Samples.random(in -> numbers(in));
        Samples.damaged("getdents64-fd.bin", in -> numbers(in));
    }

    @Test
    void takesTheNumbersAndPassesOverTheRest() {
        List<String> names = List.of(".", "..", "self", "1", "4711", "12x", "x12", "4194304", "1234567890123456789");
        assertThat(numbers(reply(names.toArray(String[]::new))))
                .hasSameSizeAs(names)
                .filteredOn(number -> number != Dirents.NO_NUMBER)
                .containsExactly(1L, 4711L, 4194304L);
    }

    @Test
    void refusesEachCutWithinARecord() {
        byte[] reply = reply("1", "4711", "sys");
        Hostile.cut(reply, DirentsTest::numbers, numbers -> numbers.size() < 3);
    }

    @Test
    void refusesANameWithoutEnd() {
        byte[] reply = reply("12345"); // fills its record of 24 bytes but for one
        assertThat(reply).hasSize(32);
        reply[16] = 24; // d_reclen
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> numbers(Arrays.copyOf(reply, 24)));
    }

    @Test
    void refusesARecordWithoutLength() {
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> numbers(new byte[24]));
    }

    @Test
    void survivesDamage() {
        Hostile.damage(reply("1", "4711", "self", "4194304"), DirentsTest::numbers);
    }
}
