package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;

/** Lists of entries of one size. */
final class Entries {
    private Entries() {}

    /**
     * Makes sure that the last entry is there in full.
     *
     * @throws MalformedReplyException if it is not
     */
    static void requireWhole(int length, int entrySize, String what) {
        int rest = length % entrySize;
        if (rest != 0) {
            throw new MalformedReplyException(what, length - (long) rest, rest, entrySize);
        }
    }
}
