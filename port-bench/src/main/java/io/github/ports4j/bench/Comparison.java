package io.github.ports4j.bench;

import java.io.IOException;

/**
 * Measures two sides in turns, so that a machine that becomes slower or faster meanwhile does so for both. Who comes first changes with
 * each pair, and each runs for a while before it is measured.
 */
final class Comparison {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LONG_NANOS = 10 * Side.STRIDE_NANOS;

    private final Side ours;
    private final Side theirs;
    private final double[] ratios;
    private final double[] differences;
    private int done;

    Comparison(Side ours, Side theirs, int pairs) {
        this.ours = ours;
        this.theirs = theirs;
        ratios = new double[pairs];
        differences = new double[pairs];
    }

    /** Whom the comparison is with. */
    Side theirs() {
        return theirs;
    }

    /** One sample of each side. */
    void measurePair() throws IOException, InterruptedException {
        double mine;
        double other;
        if (done % 2 == 0) {
            mine = sampleInStride(ours);
            other = sampleInStride(theirs);
        } else {
            other = sampleInStride(theirs);
            mine = sampleInStride(ours);
        }
        ratios[done] = mine / other;
        differences[done++] = mine - other;
    }

    private static long sampleInStride(Side side) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long sample = side.sample();
        if (sample > LONG_NANOS) {
            return sample; // nearly all of it was in stride
        }
        while (System.nanoTime() - start < Side.STRIDE_NANOS) {
            side.sample();
        }
        return side.sample();
    }

    /** Our time less theirs, in milliseconds. */
    Estimate millisMore() {
        double[] millis = new double[differences.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = differences[i] / NANOS_PER_MILLI;
        }
        return Estimate.of(millis);
    }

    /** Our time over theirs. */
    Estimate oursOverTheirs() {
        return Estimate.of(ratios);
    }

    /** Their time over ours. */
    Estimate theirsOverOurs() {
        double[] inverse = new double[ratios.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / ratios[i];
        }
        return Estimate.of(inverse);
    }
}
