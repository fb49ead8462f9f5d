package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DirentsTest {
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
        Samples.random(DirentsTest::numbers);
        Samples.damaged("getdents64-fd.bin", DirentsTest::numbers);
    }
}
