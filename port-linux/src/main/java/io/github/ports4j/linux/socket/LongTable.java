package io.github.ports4j.linux.socket;

/**
 * Numbers other than 0, each with its place in the order in which they came: a hash table with open addressing over plain
 * arrays. Not safe for use by several threads while it grows; safe to look up in afterwards.
 */
public final class LongTable {
    /** From {@link #find}: the number is not in the table. */
    public static final int ABSENT = -1;

    private static final int SMALLEST = 16;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio: spreads neighbours

    private long[] keys;
    private int[] places;
    private int shift;
    private int size;

    /** For about so many numbers. */
    public LongTable(int expected) {
        int capacity = SMALLEST;
        while (capacity < 2L * expected) {
            capacity <<= 1;
        }
        keys = new long[capacity];
        places = new int[capacity];
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
        int slot = slotOf(key);
        if (keys[slot] == key) {
            return places[slot];
        }
        if (2L * (size + 1) > keys.length) {
            grow();
            slot = slotOf(key);
        }
        keys[slot] = key;
        places[slot] = size;
        return size++;
    }

    /** The place of the number, or {@link #ABSENT}. */
    public int find(long key) {
        if (key == 0) {
            return ABSENT;
        }
        int slot = slotOf(key);
        return keys[slot] == key ? places[slot] : ABSENT;
    }

    private int slotOf(long key) {
        if (key == 0) {
            throw new IllegalArgumentException("0 marks a free slot");
        }
        int mask = keys.length - 1;
        int slot = (int) ((key * GOLDEN) >>> shift);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = new int[keys.length];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
