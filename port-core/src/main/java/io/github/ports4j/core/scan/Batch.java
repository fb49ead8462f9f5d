package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;

/** Results of one thread on their way into {@link Findings}. */
final class Batch {
    private static final int CAPACITY = 256;

    private final int[] hosts = new int[CAPACITY];
    private final int[] places = new int[CAPACITY];
    private final long[] latencies = new long[CAPACITY];
    private final ScanReason[] reasons = new ScanReason[CAPACITY];
    private final boolean[] finals = new boolean[CAPACITY];
    private int size;
    private long probes;

    boolean isFull() {
        return size == CAPACITY;
    }

    boolean isEmpty() {
        return size == 0 && probes == 0;
    }

    int size() {
        return size;
    }

    /** Adds what an attempt came to. */
    void add(int host, int place, ScanReason reason, long latency, boolean last) {
        hosts[size] = host;
        places[size] = place;
        reasons[size] = reason;
        latencies[size] = latency;
        finals[size] = last;
        size++;
    }

    /** Counts an attempt that was made. */
    void countProbe() {
        probes++;
    }

    int host(int i) {
        return hosts[i];
    }

    int place(int i) {
        return places[i];
    }

    ScanReason reason(int i) {
        return reasons[i];
    }

    long latency(int i) {
        return latencies[i];
    }

    boolean isFinal(int i) {
        return finals[i];
    }

    long probes() {
        return probes;
    }

    void clear() {
        size = 0;
        probes = 0;
    }
}
