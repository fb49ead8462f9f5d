package io.github.ports4j.linux.socket;

/**
 * Numbers: a hash table with open addressing over plain arrays, in which 64 neighbours share a slot, a bit for each. Cookies of
 * sockets are counted up, so most have neighbours; those that have none take 16 bytes and what is free around them. Not safe for
 * use by several threads.
 */
public final class LongSet {
    private static final int SMALLEST = 16;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio: spreads neighbours
    private static final int WORD_SHIFT = 6; // Long.SIZE is 1 << 6

    private long[] words = new long[SMALLEST]; // number >>> 6
    private long[] bits = new long[SMALLEST]; // 0 marks a free slot
    private int shift = Long.numberOfLeadingZeros(SMALLEST) + 1;
    private int used;

    /** Puts the number in; returns false if it was there. */
    public boolean add(long number) {
        long word = number >>> WORD_SHIFT;
        long bit = 1L << number; // by its lower 6 bits
        int slot = slotOf(word);
        if ((bits[slot] & bit) != 0) {
            return false;
        }
        if (bits[slot] == 0) {
            words[slot] = word;
            used++;
        }
        bits[slot] |= bit;
        if (used > words.length - (words.length >> 2)) {
            grow();
        }
        return true;
    }

    /** The slot of the word, or the free one where it belongs. */
    private int slotOf(long word) {
        int mask = words.length - 1;
        int slot = (int) ((word * GOLDEN) >>> shift);
        while (bits[slot] != 0 && words[slot] != word) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldWords = words;
        long[] oldBits = bits;
        words = new long[2 * oldWords.length];
        bits = new long[2 * oldWords.length];
        shift--;
        for (int i = 0; i < oldWords.length; i++) {
            if (oldBits[i] != 0) {
                int slot = slotOf(oldWords[i]);
                words[slot] = oldWords[i];
                bits[slot] = oldBits[i];
            }
        }
    }
}
