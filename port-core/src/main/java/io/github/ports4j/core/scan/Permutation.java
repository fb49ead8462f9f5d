package io.github.ports4j.core.scan;

/**
 * A shuffled order of the numbers from 0 to less than {@code size} that follows from a seed: each place has one number, and none comes
 * twice. Takes no memory.
 *
 * <p>A Feistel network over the next power of two; a number that is too large is sent through it again, until it is not. Immutable.
 *
 * @see "Black and Rogaway: Ciphers with Arbitrary Finite Domains, 2002, method 2 and 3"
 */
final class Permutation {
    private static final int ROUNDS = 4; // even, so that both halves have their lengths again at the end

    private final int size;
    private final int rightBits;
    private final int leftBits;
    private final int[] keys = new int[ROUNDS];

    /**
     * An order.
     *
     * @param size at least 1
     */
    Permutation(int size, long seed) {
        this.size = size;
        int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
        leftBits = bits / 2;
        rightBits = bits - leftBits;
        long state = seed;
        for (int i = 0; i < ROUNDS; i++) {
            state += 0x9e37_79b9_7f4a_7c15L; // the golden ratio, as every seed shall give other keys
            keys[i] = mix((int) (state ^ (state >>> 32)) ^ i);
        }
    }

    /** The number at this place. */
    int at(int place) {
        int number = place;
        do {
            number = shuffle(number);
        } while (number >= size);
        return number;
    }

    private int shuffle(int number) {
        int left = number >>> rightBits;
        int right = number & ((1 << rightBits) - 1);
        int leftLength = leftBits;
        int rightLength = rightBits;
        for (int key : keys) {
            int next = (left ^ mix(right ^ key)) & ((1 << leftLength) - 1);
            left = right;
            right = next;
            int length = leftLength;
            leftLength = rightLength;
            rightLength = length;
        }
        return (left << rightLength) | right;
    }

    /** The finalizer of MurmurHash3: each bit of the input changes about half of the bits of the output. */
    private static int mix(int value) {
        int x = value;
        x = (x ^ (x >>> 16)) * 0x85eb_ca6b;
        x = (x ^ (x >>> 13)) * 0xc2b2_ae35;
        return x ^ (x >>> 16);
    }
}
