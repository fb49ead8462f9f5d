package io.github.ports4j.linux.socket;

/** Numbers other than 0: a hash table with open addressing over a plain array. Not safe for use by several threads. */
public final class LongSet {
    private static final int SMALLEST = 16;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio: spreads neighbours

    private long[] keys = new long[SMALLEST];
    private int shift = Long.numberOfLeadingZeros(SMALLEST) + 1;
    private int size;

    /**
     * Puts the number in.
     *
     * @param key not 0
     * @return false if it was there
     */
    public boolean add(long key) {
        if (key == 0) {
            throw new IllegalArgumentException("0 marks a free slot");
        }
        if (!put(keys, key)) {
            return false;
        }
        if (++size > keys.length - (keys.length >> 2)) {
            grow();
        }
        return true;
    }

    private boolean put(long[] table, long key) {
        int mask = table.length - 1;
        int slot = (int) ((key * GOLDEN) >>> shift);
        while (table[slot] != 0) {
            if (table[slot] == key) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = key;
        return true;
    }

    private void grow() {
        long[] wider = new long[2 * keys.length];
        shift--;
        for (long key : keys) {
            if (key != 0) {
                put(wider, key);
            }
        }
        keys = wider;
    }
}
