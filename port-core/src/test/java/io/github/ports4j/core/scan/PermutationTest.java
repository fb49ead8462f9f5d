package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 100, 255, 256, 257, 1000, 65535, 65536, 65537, 1_000_003})
    void eachNumberComesOnce(int size) {
        Permutation order = new Permutation(size, 42);
        BitSet seen = new BitSet(size);

        for (int place = 0; place < size; place++) {
            int number = order.at(place);
            assertThat(number).isBetween(0, size - 1);
            assertThat(seen.get(number)).as("%d twice", number).isFalse();
            seen.set(number);
        }
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherAnother() {
        int[] one = first(new Permutation(65535, 1));

        assertThat(first(new Permutation(65535, 1))).isEqualTo(one);
        assertThat(first(new Permutation(65535, 2))).isNotEqualTo(one);
        assertThat(first(new Permutation(65535, 1L << 40))).isNotEqualTo(one);
    }

    private static int[] first(Permutation order) {
        return IntStream.range(0, 100).map(order::at).toArray();
    }

    /** Of a random order about 1 in 65,535 neighbours is the next number; of an order that hits ranges in a row it is many. */
    @Test
    void hitsNoRangeInARow() {
        Permutation order = new Permutation(65535, 1);

        long neighbours = IntStream.range(1, 65535)
                .filter(i -> Math.abs(order.at(i) - order.at(i - 1)) == 1)
                .count();
        assertThat(neighbours).isLessThan(20);
    }

    /** The share of each tenth of the order that lies in the lower half is about half. */
    @Test
    void mixesThroughout() {
        Permutation order = new Permutation(100_000, 7);

        for (int part = 0; part < 10; part++) {
            long low = IntStream.range(part * 10_000, (part + 1) * 10_000)
                    .filter(i -> order.at(i) < 50_000)
                    .count();
            assertThat(low).as("part %d", part).isBetween(4_600L, 5_400L);
        }
    }
}
