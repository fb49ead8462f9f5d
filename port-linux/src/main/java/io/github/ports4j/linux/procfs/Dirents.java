package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;

/**
 * Steps through what {@code getdents64(2)} wrote: {@code struct linux_dirent64} again and again. Not safe for use by several
 * threads.
 *
 * @see "linux/dirent.h, Linux 6.1; getdents64(2)"
 */
final class Dirents {
    /** The name of the entry is not a number, as that of {@code .} and {@code ..}. */
    static final long NO_NUMBER = -1;

    private static final int D_RECLEN = 16;
    private static final int D_NAME = 19;
    private static final int MAX_DIGITS = 18;

    private final ByteBuffer in;
    private int next;
    private int end;
    private int name;

    /** Over a buffer that is filled again and again. */
    Dirents(ByteBuffer in) {
        this.in = in;
    }

    /** Begins anew, with so many bytes from the start of the buffer. */
    void reset(int bytes) {
        next = 0;
        end = bytes;
    }

    /**
     * Steps to the next entry.
     *
     * @return false at the end
     * @throws MalformedReplyException if the entry is not there in full
     */
    boolean next() {
        if (next == end) {
            return false;
        }
        int left = end - next;
        if (left <= D_NAME) {
            throw new MalformedReplyException("struct linux_dirent64", next, left, D_NAME + 1L);
        }
        int length = in.getShort(next + D_RECLEN) & 0xffff;
        if (length <= D_NAME || length > left) {
            throw new MalformedReplyException("d_reclen", next, left, Math.max(length, D_NAME + 1));
        }
        name = next + D_NAME;
        next += length;
        return true;
    }

    /** Where the name of the entry begins, in bytes from the start of the buffer. */
    int name() {
        return name;
    }

    /**
     * The name of the entry as a decimal number, or {@link #NO_NUMBER}.
     *
     * @throws MalformedReplyException if a name that begins as a number has no end
     */
    long number() {
        long value = 0;
        for (int at = name; at < next; at++) {
            int c = in.get(at);
            if (c == 0) {
                return at == name ? NO_NUMBER : value;
            }
            if (c < '0' || c > '9' || at - name == MAX_DIGITS) {
                return NO_NUMBER;
            }
            value = 10 * value + (c - '0');
        }
        throw new MalformedReplyException("d_name", name, next - (long) name, next - name + 1L);
    }
}
