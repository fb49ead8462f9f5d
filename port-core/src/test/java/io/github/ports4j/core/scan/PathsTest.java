package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {
    private static final long MILLI = 1_000_000;
    private static final long CEILING = 1_500 * MILLI;
    private static final int WIDEST = 10_000;

    private final Paths paths = new Paths(1, CEILING, WIDEST);

    /** How many attempts may be under way at once. */
    private int room() {
        int count = 0;
        while (paths.hasRoom(0)) {
            paths.begin(0);
            count++;
        }
        for (int i = 0; i < count; i++) {
            paths.end(0);
        }
        return count;
    }

    private void answers(int count) {
        for (int i = 0; i < count; i++) {
            paths.answered(0, MILLI);
        }
    }

    private void silences(int count) {
        for (int i = 0; i < count; i++) {
            paths.expired(0);
        }
    }

    @Test
    void eachAnswerAndEachSilenceMakesRoomForOneMore() {
        assertThat(room()).isEqualTo(256);
        answers(100);
        silences(50);
        assertThat(room()).isEqualTo(406);
        silences(20_000);
        assertThat(room()).isEqualTo(WIDEST);
    }

    /** A retry that finds much, and loses as much again, had too many at once. */
    @Test
    void lossesThatGoOnHalveTheRoomAndAnswersWidenItSlowly() {
        answers(1_000);
        paths.beginPass(0, 2);
        assertThat(room()).isEqualTo(1_024);
        for (int i = 0; i < 300; i++) {
            answers(1);
            silences(1);
        }
        int less = room();
        assertThat(less).isBetween(400, 900);
        silences(5_000);
        assertThat(room()).isEqualTo(less);
        paths.beginPass(0, 3);
        answers(10 * less);
        assertThat(room()).isBetween(less + 8, less + 12);
    }

    /** One answer in fifty that only a retry brought is the line's loss. */
    @Test
    void fewLossesNarrowNothing() {
        answers(10_000);
        paths.beginPass(0, 2);
        int before = room();
        for (int i = 0; i < 200; i++) {
            answers(1);
            silences(1);
        }
        assertThat(room()).isGreaterThan(before);
    }

    @Test
    void waitsForAsLongAsAnswersTake() {
        assertThat(paths.timeout(0, 1)).isEqualTo(500 * MILLI);
        assertThat(paths.timeout(0, 2)).isEqualTo(1_000 * MILLI);
        assertThat(paths.timeout(0, 3)).isEqualTo(CEILING);
        assertThat(paths.isNear(0)).isFalse();

        answers(200);
        assertThat(paths.isNear(0)).isTrue();
        assertThat(paths.timeout(0, 1)).isEqualTo(100 * MILLI);
        assertThat(paths.timeout(0, 2)).isEqualTo(200 * MILLI);
        assertThat(paths.timeout(0, 9)).isEqualTo(200 * MILLI);

        for (int i = 0; i < 200; i++) {
            paths.answered(0, 300 * MILLI);
        }
        assertThat(paths.timeout(0, 1)).isBetween(300 * MILLI, 400 * MILLI);
    }

    /** Retries wait four times as long as answers take, at most. */
    @Test
    void retriesWaitLonger() {
        for (int i = 0; i < 500; i++) {
            paths.answered(0, 100 * MILLI);
        }
        assertThat(paths.timeout(0, 1)).isEqualTo(100 * MILLI);
        assertThat(paths.timeout(0, 2)).isEqualTo(200 * MILLI);
        assertThat(paths.timeout(0, 3)).isEqualTo(400 * MILLI);
        assertThat(paths.timeout(0, 9)).isEqualTo(400 * MILLI);
    }

    /** An answer to a SYN that the kernel has repeated says nothing of how long answers take. */
    @Test
    void answersToARepeatedSynAreNotMeasured() {
        answers(200);
        paths.answered(0, 1_001 * MILLI);
        paths.answered(0, 1_090 * MILLI);
        paths.answered(0, 3_005 * MILLI);
        assertThat(paths.timeout(0, 1)).isEqualTo(100 * MILLI);
        assertThat(paths.isNear(0)).isTrue();

        paths.answered(0, 1_500 * MILLI); // belongs to no SYN that would have been answered in time
        assertThat(paths.timeout(0, 1)).isGreaterThan(1_000 * MILLI);
    }

    @Test
    void aFirstAnswerThatTakesASecondIsBelieved() {
        paths.answered(0, 1_005 * MILLI);

        assertThat(paths.timeout(0, 1)).isEqualTo(CEILING);
    }

    /** As nothing was lost in it, it was not too much. */
    @Test
    void aRetryThatFoundNothingNarrowsNothing() {
        answers(9_000);
        paths.beginPass(0, 2);
        silences(5_000);
        int room = room();
        paths.beginPass(0, 3);
        assertThat(room()).isEqualTo(room).isGreaterThan(5_000);
        answers(1);
        paths.beginPass(0, 4);
        assertThat(room()).isEqualTo(1_024);
    }
}
