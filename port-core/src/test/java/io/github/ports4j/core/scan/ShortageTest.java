package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortageTest {
    private static final long MILLI = 1_000_000;

    private final Shortage shortage = new Shortage(100);

    @Test
    void fewerAreMadeAtOnceAndMoreAgainLittleByLittle() {
        assertThat(shortage.hasRoom(99)).isTrue();
        assertThat(shortage.hasRoom(100)).isFalse();

        assertThat(shortage.meet(0, 40, true)).isTrue();
        assertThat(shortage.delay(0)).isZero();
        assertThat(shortage.hasRoom(29)).isTrue();
        assertThat(shortage.hasRoom(30)).isFalse();

        for (int i = 0; i < 105; i++) {
            shortage.end();
        }
        assertThat(shortage.hasRoom(39)).isTrue();
        assertThat(shortage.hasRoom(41)).isFalse();
        for (int i = 0; i < 1_000; i++) {
            shortage.end();
        }
        assertThat(shortage.hasRoom(99)).isTrue();
        assertThat(shortage.hasRoom(100)).isFalse();
    }

    @Test
    void oneIsAlwaysTried() {
        shortage.meet(0, 1, true);

        assertThat(shortage.hasRoom(0)).isTrue();
    }

    @Test
    void isWaitedForASecondAndThenTold() {
        assertThat(shortage.meet(0, 0, true)).isTrue();
        assertThat(shortage.delay(0)).isEqualTo(5 * MILLI);
        assertThat(shortage.meet(1_000 * MILLI, 0, true)).isTrue();
        assertThat(shortage.meet(1_001 * MILLI, 0, true)).isFalse();
        assertThat(shortage.delay(1_001 * MILLI)).isZero();

        shortage.end();
        assertThat(shortage.meet(2_000 * MILLI, 0, true)).isTrue();
    }

    @Test
    void withoutPatienceItIsToldSoon() {
        assertThat(shortage.meet(0, 0, false)).isTrue();
        assertThat(shortage.meet(6 * MILLI, 0, false)).isFalse();

        shortage.forget();
        assertThat(shortage.meet(7 * MILLI, 0, false)).isTrue();
    }
}
