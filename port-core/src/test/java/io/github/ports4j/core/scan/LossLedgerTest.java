package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossLedgerTest {
    private static int passes(LossLedger ledger, long[][] found, long... left) {
        int pass = 0;
        while (!ledger.isDone()) {
            long[] now = pass < found.length ? found[pass] : new long[left.length];
            for (int host = 0; host < left.length; host++) {
                left[host] -= now[host];
            }
            ledger.endPass(now, left, new long[left.length]);
            pass++;
        }
        return pass;
    }

    @Test
    void oneIsEnoughWhereAllAnswer() {
        assertThat(passes(new LossLedger(1, 10), new long[][] {{100}}, 100)).isEqualTo(1);
    }

    @Test
    void twoRetriesThatFindNothingAreEnough() {
        assertThat(passes(new LossLedger(1, 10), new long[][] {{100}}, 200)).isEqualTo(3);
        assertThat(passes(new LossLedger(1, 10), new long[][] {}, 200)).isEqualTo(3);
    }

    @Test
    void whatARetryFindsAsksForTwoMore() {
        assertThat(passes(new LossLedger(1, 10), new long[][] {{100}, {0}, {1}}, 200))
                .isEqualTo(5);
    }

    /** A pass in which attempts could not be made proves nothing; what comes after it is an attempt and two retries. */
    @Test
    void passesThatCouldNotBeMadeDoNotCount() {
        LossLedger ledger = new LossLedger(1, 10);
        ledger.endPass(new long[1], new long[] {5}, new long[] {5});
        ledger.endPass(new long[1], new long[] {5}, new long[] {5});
        ledger.endPass(new long[1], new long[] {5}, new long[1]);
        ledger.endPass(new long[1], new long[] {5}, new long[1]);
        assertThat(ledger.isDone()).isFalse();
        ledger.endPass(new long[1], new long[] {5}, new long[1]);
        assertThat(ledger.isDone()).isTrue();
    }

    @Test
    void atMostAsManyAsAllowed() {
        assertThat(passes(new LossLedger(1, 10), new long[][] {{9}, {8}, {7}, {6}, {5}, {4}, {3}, {2}, {1}, {1}}, 100))
                .isEqualTo(10);
        assertThat(passes(new LossLedger(1, 1), new long[][] {{5}}, 10)).isEqualTo(1);
    }

    /**
     * Of 65,000 answers a tenth was lost at each attempt. After four passes 6.5 more are to be expected, after seven 0.007, after eight
     * 0.0007: so it goes on, though the fifth and the sixth find nothing.
     */
    @Test
    void goesOnWhileTheLossMakesAMissedAnswerLikely() {
        long[][] found = {{58_500}, {5_850}, {585}, {58}};

        assertThat(passes(new LossLedger(1, 10), found, 65_100)).isEqualTo(8);
    }

    @Test
    void aHostThatNeverAnsweredIsNotHeldUpByALossyOne() {
        LossLedger ledger = new LossLedger(2, 10);
        ledger.endPass(new long[] {58_500, 0}, new long[] {6_600, 100}, new long[2]);
        ledger.endPass(new long[] {5_850, 0}, new long[] {750, 100}, new long[2]);
        ledger.endPass(new long[] {585, 0}, new long[] {165, 100}, new long[2]);

        assertThat(ledger.active()).containsExactly(true, false);
    }
}
