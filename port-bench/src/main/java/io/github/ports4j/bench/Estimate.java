package io.github.ports4j.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The median of a sample with its 95 % interval by order statistics, which assumes nothing of the distribution.
 *
 * @param median the median
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
record Estimate(double median, double low, double high) {
    /** Fewer than this give no interval of 95 %. */
    static final int FEWEST = 6;

    private static final double TAIL = 0.025;
    private static final double WIDEST = 0.10;

    /**
     * Estimates.
     *
     * @param values at least {@link #FEWEST}
     */
    static Estimate of(double... values) {
        if (values.length < FEWEST) {
            throw new IllegalArgumentException(values.length + " values give no interval of 95 %");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        double median = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
        int rank = lowerRank(count);
        return new Estimate(median, sorted[rank - 1], sorted[count - rank]);
    }

    /**
     * The rank, counted from 1, of the value at the lower end: the largest of which the chance that the median lies below it is
     * at most 2.5 %, which is that of fewer than so many heads in {@code count} throws of a coin.
     */
    static int lowerRank(int count) {
        double chance = Math.pow(0.5, count);
        double below = 0;
        int rank = 0;
        while (below + chance <= TAIL) {
            below += chance;
            chance = chance * (count - rank) / (rank + 1);
            rank++;
        }
        return rank;
    }

    /** Whether the interval is narrow enough to speak of a result: nowhere further than 10 % from the median. */
    boolean isResult() {
        return median - low <= WIDEST * median && high - median <= WIDEST * median;
    }

    /** The interval, as in {@code 1.02 to 1.07}. */
    String interval() {
        return String.format(Locale.ROOT, "%s to %s", format(low), format(high));
    }

    /** Three digits. */
    static String format(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f", ratio);
    }
}
