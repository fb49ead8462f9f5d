package io.github.ports4j.linux.socket;

import java.util.Arrays;

/**
 * Numbers other than 0, each with its place in the order in which they came: a hash table with open addressing over plain
 * arrays, that of the numbers as long as they are many. Not safe for use by several threads while it grows; safe to look up in afterwards.
 */
public final class LongTable {
    /** From {@link #find}: the number is not in the table. */
    public static final int ABSENT = -1;

    private static final int FREE = 0;
    private static final int SMALLEST = 16;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio: spreads neighbours

    private long[] keys; // by their places
    private int[] slots; // a place + 1, 0 where it is free
    private int shift;
    private int size;

    /** For about so many numbers. */
    public LongTable(int expected) {
        int capacity = SMALLEST;
        while (capacity < 2L * expected) {
            capacity <<= 1;
        }
        keys = new long[Math.max(expected, SMALLEST)];
        slots = new int[capacity];
        shift = Long.numberOfLeadingZeros(capacity) + 1;
    }

    /** How many numbers. */
    public int size() {
        return size;
    }

    /**
     * Puts the number in if it is not there.
     *
     * @param key not 0
     * @return its place
     */
    public int add(long key) {
        if (key == 0) {
            throw new IllegalArgumentException("0 is no number of the table");
        }
        int slot = slotOf(key);
        if (slots[slot] != FREE) {
            return slots[slot] - 1;
        }
        if (2L * (size + 1) > slots.length) {
            grow();
            slot = slotOf(key);
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
        slots[slot] = size;
        return size - 1;
    }

    /** The place of the number, or {@link #ABSENT}. */
    public int find(long key) {
        return key == 0 ? ABSENT : slots[slotOf(key)] - 1;
    }

    /** The slot of the number, or the free one where it would be. */
    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * GOLDEN) >>> shift);
        while (slots[slot] != FREE && keys[slots[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        shift--;
        for (int place = 0; place < size; place++) {
            slots[slotOf(keys[place])] = place + 1;
        }
    }
}
