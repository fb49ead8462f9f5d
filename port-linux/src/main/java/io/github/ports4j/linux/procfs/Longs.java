package io.github.ports4j.linux.procfs;

import java.util.Arrays;
import java.util.Objects;

/** A list of numbers in a plain array. Not safe for use by several threads. */
public final class Longs {
    private static final int SMALLEST = 16;

    private long[] values;
    private int size;

    Longs() {
        this(SMALLEST);
    }

    /** With room for so many. */
    Longs(int expected) {
        values = new long[Math.max(expected, SMALLEST)];
    }

    public int size() {
        return size;
    }

    public long get(int index) {
        return values[Objects.checkIndex(index, size)];
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** Back to none, with the room it has. */
    void clear() {
        size = 0;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }
}
