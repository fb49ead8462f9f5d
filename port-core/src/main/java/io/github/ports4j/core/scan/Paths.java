package io.github.ports4j.core.scan;

import java.util.Arrays;

/**
 * What one thread knows of the way to each host: how long answers take, and how many attempts may be under way to it at once. Used by
 * one thread.
 *
 * <p>Times are kept as TCP keeps them (RFC 6298): a mean that moves by an eighth of each difference, and a mean deviation that moves by
 * a quarter. An attempt is made with a socket of its own, so each answer is known to belong to it. It may belong to a repeated SYN of it,
 * though, which a kernel sends after each whole second; what comes as long after one as answers usually take is not measured (Karn).
 */
final class Paths {
    private static final long INITIAL_TIMEOUT = 500_000_000;
    private static final long SHORTEST_TIMEOUT = 100_000_000;

    /** Of retries, so that what this host or that one was too busy for in time is heard. */
    private static final long SHORTEST_RETRY_TIMEOUT = 200_000_000;

    private static final long SYN_REPEATED = 1_000_000_000;
    private static final float NEAR = 2_000_000;

    /** So many answers make the measured times trustworthy: what is later than four times as long is lost rather than slow. */
    private static final int WELL_KNOWN = 50;

    private static final int FIRST_WINDOW = 256;
    private static final int SMALLEST_WINDOW = 16;

    /** A retry begins with fewer, as what is missing may have been too much at once; not so after one that found nothing. */
    private static final int RETRY_WINDOW = 1024;

    /** Losses below this fraction are the line's and not those of too many attempts at once. */
    private static final double CONGESTION = 0.15;

    private static final int ENOUGH = 20;

    private final long ceiling;
    private final int widest;
    private final float[] mean; // nanoseconds
    private final float[] deviation;
    private final int[] answers;
    private final double[] window;
    private final double[] threshold; // above it the window grows slowly
    private final int[] inFlight;
    private final int[] mark; // answers when the window was last made smaller, or the pass began
    private final int[] lapsed; // attempts without answer since then
    private boolean retrying;

    /**
     * Nothing known yet.
     *
     * @param ceiling the longest that an answer is waited for, in nanoseconds
     * @param widest how many attempts may be under way at once in all
     */
    Paths(int hosts, long ceiling, int widest) {
        this.ceiling = ceiling;
        this.widest = widest;
        mean = new float[hosts];
        deviation = new float[hosts];
        answers = new int[hosts];
        window = new double[hosts];
        threshold = new double[hosts];
        inFlight = new int[hosts];
        mark = new int[hosts];
        lapsed = new int[hosts];
        Arrays.fill(threshold, widest);
        Arrays.fill(window, Math.min(FIRST_WINDOW, widest));
    }

    /** Whether one more attempt may begin. */
    boolean hasRoom(int host) {
        return inFlight[host] < (int) window[host];
    }

    /** One more attempt is under way. */
    void begin(int host) {
        inFlight[host]++;
    }

    /** An attempt that was under way is so no more. */
    void end(int host) {
        inFlight[host]--;
    }

    /**
     * An answer came.
     *
     * @param nanos after so long
     */
    void answered(int host, long nanos) {
        if (!isOfRepeatedSyn(host, nanos)) {
            measure(host, nanos);
        }
        answers[host]++;
        if (retrying && isCongested(host)) {
            window[host] = Math.max(Math.min(SMALLEST_WINDOW, widest), window[host] / 2);
            threshold[host] = window[host];
            mark[host] = answers[host];
            lapsed[host] = 0;
        } else {
            widen(host);
        }
    }

    private boolean isOfRepeatedSyn(int host, long nanos) {
        return answers[host] > 0
                && nanos >= SYN_REPEATED
                && nanos % SYN_REPEATED <= Math.max(SHORTEST_TIMEOUT, usual(host));
    }

    /** Hardly any answer takes longer than this. */
    private long usual(int host) {
        return (long) (mean[host] + 4 * deviation[host]);
    }

    private void measure(int host, long nanos) {
        if (answers[host] == 0) {
            mean[host] = nanos;
            deviation[host] = nanos / 2f;
        } else {
            float difference = nanos - mean[host];
            mean[host] += difference / 8;
            deviation[host] += (Math.abs(difference) - deviation[host]) / 4;
        }
    }

    /** An answer that only a retry brought was lost before. Many of them, and more that do not come now, mean that it was too much. */
    private boolean isCongested(int host) {
        int found = answers[host] - mark[host];
        return found > ENOUGH && found > CONGESTION * answers[host] && lapsed[host] > CONGESTION * found;
    }

    /** No answer came in time, which is what a filter looks like, and no sign of too many attempts. */
    void expired(int host) {
        lapsed[host]++;
        if (window[host] < threshold[host]) {
            widen(host);
        }
    }

    private void widen(int host) {
        if (window[host] < widest) {
            window[host] += window[host] < threshold[host] ? 1 : 1 / window[host];
        }
    }

    /** How long an answer is waited for in this pass, counted from 1: nanoseconds. */
    long timeout(int host, int pass) {
        if (answers[host] == 0) {
            return Math.min(ceiling, INITIAL_TIMEOUT << Math.min(pass - 1, 7));
        }
        if (answers[host] < WELL_KNOWN) {
            return Math.min(ceiling, Math.max(SHORTEST_TIMEOUT, usual(host)) << Math.min(pass - 1, 7));
        }
        long shortest = pass == 1 ? SHORTEST_TIMEOUT : SHORTEST_RETRY_TIMEOUT;
        return Math.min(ceiling, Math.max(shortest, usual(host) << Math.min(pass - 1, 2)));
    }

    /** Whether answers come back faster than from any other host: within 2 ms. */
    boolean isNear(int host) {
        return answers[host] > 0 && mean[host] < NEAR;
    }

    /** Whether answers come back, and take longer than that. */
    boolean isFar(int host) {
        return answers[host] > 0 && mean[host] >= NEAR;
    }

    /** A pass begins, counted from 1. */
    void beginPass(int host, int pass) {
        retrying = pass > 1;
        if (pass == 2 || answers[host] > mark[host]) {
            window[host] = Math.min(window[host], RETRY_WINDOW);
        }
        mark[host] = answers[host];
        lapsed[host] = 0;
    }
}
