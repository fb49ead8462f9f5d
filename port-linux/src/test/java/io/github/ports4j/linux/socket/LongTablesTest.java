package io.github.ports4j.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares {@link LongTable} and {@link LongSet} with the collections of the JDK. */
class LongTablesTest {
    private static final int MANY = 50_000;
    private static final long SEED = 20261123;

    private static long key(Random random) {
        // neighbours, as inodes and cookies are, and some that share their lower bits
        long key = 1L + random.nextInt(MANY);
        return random.nextInt(4) == 0 ? key << 32 : key;
    }

    @Test
    void tableGivesPlacesInOrder() {
        Random random = new Random(SEED);
        LongTable table = new LongTable(0);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 2 * MANY; i++) {
            long key = key(random);
            int place = expected.computeIfAbsent(key, absent -> expected.size());
            assertThat(table.add(key)).isEqualTo(place);
        }
        assertThat(table.size()).isEqualTo(expected.size());
        for (long key = 1; key <= MANY; key++) {
            assertThat(table.find(key)).isEqualTo(expected.getOrDefault(key, LongTable.ABSENT));
        }
        assertThat(table.find(0)).isEqualTo(LongTable.ABSENT);
    }

    @Test
    void setTellsWhatIsNew() {
        Random random = new Random(SEED);
        LongSet set = new LongSet();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 2 * MANY; i++) {
            long key = key(random);
            assertThat(set.add(key)).isEqualTo(expected.add(key));
        }
        for (long edge : new long[] {0, -1, -64, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(set.add(edge)).isTrue();
            assertThat(set.add(edge)).isFalse();
        }
    }

    @Test
    void tableRefusesZero() {
        assertThatThrownBy(() -> new LongTable(1).add(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
