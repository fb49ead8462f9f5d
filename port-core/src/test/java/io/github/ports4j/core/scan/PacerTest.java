package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    /** How many attempts begin from one time to another if they begin as soon as they may. */
    private static int attempts(Pacer pacer, long from, long to) {
        int count = 0;
        long now = from + pacer.delay(from);
        while (now < to) {
            pacer.take(now);
            count++;
            now += pacer.delay(now);
        }
        return count;
    }

    @Test
    void isEven() {
        Pacer pacer = new Pacer(1_000, 0);

        assertThat(attempts(pacer, 0, SECOND)).isEqualTo(1_000);
        assertThat(attempts(pacer, SECOND, SECOND + 100 * MILLI)).isEqualTo(100);
    }

    @Test
    void catchesUpWithAShortPauseInFull() {
        Pacer pacer = new Pacer(1_000, 0);
        attempts(pacer, 0, 500 * MILLI);

        assertThat(attempts(pacer, 530 * MILLI, SECOND)).isEqualTo(500);
    }

    @Test
    void makesNoBurstOfALongPause() {
        Pacer pacer = new Pacer(1_000, 0);
        attempts(pacer, 0, 500 * MILLI);

        assertThat(attempts(pacer, 10 * SECOND, 11 * SECOND)).isBetween(1_030, 1_041);
    }

    @Test
    void withoutARateNobodyWaits() {
        Pacer pacer = new Pacer(0, 0);
        pacer.take(0);

        assertThat(pacer.delay(0)).isZero();
    }
}
