package io.github.ports4j.core.scan;

import java.util.Arrays;

/**
 * Tells after each pass which hosts need another one. A port without answer is tried again until two retries in a row have found nothing
 * at its host, and longer while the loss that was measured makes it likely that an answer is missing still.
 *
 * <p>Each answer that came in pass <i>k</i> is one that was lost <i>k</i> - 1 times. So, for a loss of <i>q</i> at each attempt, the mean
 * of <i>k</i> is 1 / (1 - <i>q</i>), and of <i>n</i> ports that answered in <i>m</i> passes another <i>n q^m</i> / (1 - <i>q^m</i>) are to be
 * expected that did not.
 */
final class LossLedger {
    /** The missed answers that a whole scan may be expected to have. */
    private static final double MISSED = 0.001;

    private static final int QUIET_RETRIES = 2;

    private final long[] answers;
    private final long[] attempts; // of those answers
    private final int[] quiet; // retries in a row that found nothing
    private final boolean[] active;
    private final int maxPasses;
    private int pass;

    /**
     * Nothing known yet; every host is active.
     *
     * @param maxPasses how many passes are made at most
     */
    LossLedger(int hosts, int maxPasses) {
        answers = new long[hosts];
        attempts = new long[hosts];
        quiet = new int[hosts];
        active = new boolean[hosts];
        Arrays.fill(active, true);
        this.maxPasses = maxPasses;
    }

    /**
     * A pass has ended.
     *
     * @param found how many answers of each host came in it
     * @param left how many ports of each host are without answer
     * @param untried how many attempts at each host could not be made: then the pass is no proof that nothing is to be found
     */
    void endPass(long[] found, long[] left, long[] untried) {
        pass++;
        for (int host = 0; host < answers.length; host++) {
            answers[host] += found[host];
            attempts[host] += found[host] * pass;
            if (untried[host] != 0) {
                quiet[host] = -1; // what could not be tried has its first attempt in the next pass
            } else if (pass == 1 || found[host] != 0) {
                quiet[host] = 0;
            } else {
                quiet[host]++;
            }
        }
        boolean missed = expectedMissed(left) > MISSED;
        for (int host = 0; host < answers.length; host++) {
            active[host] = active[host]
                    && left[host] > 0
                    && pass < maxPasses
                    && (quiet[host] < QUIET_RETRIES || (missed && answers[host] > 0));
        }
    }

    private double expectedMissed(long[] left) {
        double all = loss(sum(answers), sum(attempts));
        double sum = 0;
        for (int host = 0; host < answers.length; host++) {
            if (active[host] && left[host] > 0) {
                double each = Math.pow(Math.max(all, loss(answers[host], attempts[host])), pass);
                sum += Math.min((double) left[host], (double) answers[host] * each / (1 - each));
            }
        }
        return sum;
    }

    private static long sum(long[] numbers) {
        return Arrays.stream(numbers).sum();
    }

    private static double loss(long answers, long attempts) {
        return attempts == 0 ? 0 : 1 - (double) answers / attempts;
    }

    /** The hosts that need another pass; changes with {@link #endPass}. */
    boolean[] active() {
        return active;
    }

    boolean isDone() {
        for (boolean host : active) {
            if (host) {
                return false;
            }
        }
        return true;
    }
}
