package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSetTest {
    @Test
    void rangesThatOverlapOrTouchAreOne() {
        PortSet set = PortSet.of(List.of(
                PortRange.of(80, 90),
                PortRange.of(22, 22),
                PortRange.of(85, 100),
                PortRange.of(101, 110),
                PortRange.of(81, 82)));

        assertThat(set.ranges()).containsExactly(PortRange.of(22, 22), PortRange.of(80, 110));
        assertThat(set.size()).isEqualTo(32);
        assertThat(set).hasToString("22,80-110");
    }

    @Test
    void portNamedTwiceIsInOnce() {
        assertThat(PortSet.of(443, 22, 443, 23)).hasToString("22-23,443").isEqualTo(PortSet.parse("443,22-23"));
        assertThat(PortSet.of(22).with(PortSet.of(22)))
                .isEqualTo(PortSet.of(22))
                .hasSameHashCodeAs(PortSet.of(22));
    }

    @Test
    void allPortsAreOneRange() {
        PortSet all = PortSet.parse("1-40000,40001-65535");

        assertThat(all.ranges()).containsExactly(PortRange.of(1, 65_535));
        assertThat(all.size()).isEqualTo(65_535);
        assertThat(all.at(65_534)).isEqualTo(65_535);
        assertThat(all.contains(0)).isFalse();
        assertThat(all.contains(65_536)).isFalse();
    }

    @Test
    void emptySetHasNothing() {
        PortSet empty = PortSet.of();

        assertThat(empty)
                .isSameAs(PortSet.empty())
                .isEqualTo(PortSet.of(List.of()))
                .hasToString("");
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.indexOf(1)).isEqualTo(-1);
        assertThat(empty.stream()).isEmpty();
        assertThat(empty.with(PortSet.of(7))).isEqualTo(PortSet.of(7));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> empty.at(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "22,", ",22", "22,,23", "0", "65536", "9-1", "22 23", "22, 23", "a", "-", "٢٢"})
    void refusesWhatIsNoListOfPorts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PortSet.parse(text));
    }

    @Test
    void refusesNumbersThatAreNoPorts() {
        assertThatIllegalArgumentException().isThrownBy(() -> PortSet.of(22, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PortSet.of(65_536));
    }

    @Test
    void changingTheListThatItWasMadeFromChangesNothing() {
        List<PortRange> ranges = new java.util.ArrayList<>(List.of(PortRange.of(1, 2)));
        PortSet set = PortSet.of(ranges);
        ranges.clear();

        assertThat(set).hasToString("1-2");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> set.ranges().clear());
    }

    /** Against a set of bits, which knows nothing of ranges. */
    @Test
    void isTheSetThatItSaysForManySets() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            BitSet expected = new BitSet();
            PortSet set = PortSet.empty();
            for (int i = random.nextInt(12); i > 0; i--) {
                int first = 1 + random.nextInt(60);
                int last = Math.min(70, first + random.nextInt(8));
                set = set.with(PortSet.of(List.of(PortRange.of(first, last))));
                expected.set(first, last + 1);
            }
            assertThat(set.stream())
                    .containsExactlyElementsOf(expected.stream().boxed().toList());
            assertThat(set.size()).isEqualTo(expected.cardinality());
            int place = 0;
            for (int port = 1; port <= 72; port++) {
                assertThat(set.contains(port)).isEqualTo(expected.get(port));
                assertThat(set.indexOf(port)).isEqualTo(expected.get(port) ? place : -1);
                if (expected.get(port)) {
                    assertThat(set.at(place++)).isEqualTo(port);
                }
            }
            if (!set.isEmpty()) {
                assertThat(PortSet.parse(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
            }
        }
    }
}
