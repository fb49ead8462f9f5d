package io.github.ports4j.linux.procfs;

import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;

/** Writes short paths where native calls can read them, without making strings. Not safe for use by several threads. */
final class PathBuffer implements AutoCloseable {
    private static final int SIZE = 64;
    private static final byte[] NOTHING = {};

    private final NativeMemory memory = NativeMemory.allocate(SIZE);

    /** The address of the path that is this number. */
    long of(long number) {
        return of(number, NOTHING);
    }

    /** The address of the path that is this number, with what follows it. */
    long of(long number, byte[] suffix) {
        ByteBuffer out = memory.buffer();
        int end = digits(number);
        long rest = number;
        for (int at = end - 1; at >= 0; at--) {
            out.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return end(out, end, suffix);
    }

    /** The address of this path. */
    long of(byte[] path) {
        return end(memory.buffer(), 0, path);
    }

    private long end(ByteBuffer out, int at, byte[] suffix) {
        out.put(at, suffix);
        out.put(at + suffix.length, (byte) 0);
        return memory.address();
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    @Override
    public void close() {
        memory.close();
    }
}
