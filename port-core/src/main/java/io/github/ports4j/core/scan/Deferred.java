package io.github.ports4j.core.scan;

import java.util.Arrays;

/**
 * Probes whose host had no room when it was their turn: a queue for each host, in a common pool. Used by one thread.
 */
final class Deferred {
    private static final int NONE = -1;

    private final int[] probes;
    private final int[] next;
    private final int[] heads;
    private final int[] tails;
    private int free;
    private int count;

    Deferred(int hosts, int capacity) {
        probes = new int[capacity];
        next = new int[capacity];
        heads = new int[hosts];
        tails = new int[hosts];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < capacity; i++) {
            next[i] = i + 1 < capacity ? i + 1 : NONE;
        }
    }

    boolean isFull() {
        return free == NONE;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean has(int host) {
        return heads[host] != NONE;
    }

    void add(int host, int probe) {
        int cell = free;
        free = next[cell];
        probes[cell] = probe;
        next[cell] = NONE;
        if (heads[host] == NONE) {
            heads[host] = cell;
        } else {
            next[tails[host]] = cell;
        }
        tails[host] = cell;
        count++;
    }

    int take(int host) {
        int cell = heads[host];
        heads[host] = next[cell];
        next[cell] = free;
        free = cell;
        count--;
        return probes[cell];
    }
}
