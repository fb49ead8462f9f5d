package io.github.ports4j.macos.libsystem;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code sysctl(3)}: values of whatever length, which may grow between the question how long they are and the next. One piece of memory
 * serves all questions. Not safe for use by several threads.
 */
public final class Sysctl implements AutoCloseable {
    private static final int ATTEMPTS = 8;
    private static final int SMALLEST = 1024;
    private static final int LARGEST = 1 << 30;

    private final NativeMemory length = NativeMemory.allocate(Long.BYTES);
    private NativeMemory value;

    /** Ready to ask. */
    public Sysctl() {
        NativeMemory memory;
        try {
            memory = NativeMemory.allocate(SMALLEST);
        } catch (OutOfMemoryError e) {
            length.close();
            throw e;
        }
        value = memory;
    }

    /** What came back. */
    public static final class Reply {
        private final String call;
        private final int errno;
        private final ByteBuffer bytes;
        private final long told;

        private Reply(String call, int errno, ByteBuffer bytes, long told) {
            this.call = call;
            this.errno = errno;
            this.bytes = bytes;
            this.told = told;
        }

        /** Why it failed; 0 if it did not. */
        public int errno() {
            return errno;
        }

        /**
         * The value, from 0 to the limit of the buffer, in the byte order of this machine. Until the next question only.
         *
         * @throws io.github.ports4j.SystemCallException if the call failed
         */
        public ByteBuffer bytes() {
            if (errno != 0) {
                throw Failures.of(call, errno);
            }
            return bytes;
        }

        /** How long the value would be, as the system told before it gave it; 0 if it was not asked. */
        public long told() {
            return told;
        }
    }

    /** One of the two functions, with its first arguments. */
    @FunctionalInterface
    private interface Call {
        int into(long oldp, long oldlenp);
    }

    /**
     * {@code sysctlbyname(name, value, &length, NULL, 0)}, after the same without a value for its length.
     *
     * @param name such as {@code net.inet.tcp.pcblist_n}
     */
    public Reply byName(String name) {
        try (NativeMemory text = text(name)) {
            long address = text.address();
            return read(
                    "sysctlbyname(" + name + ")",
                    (oldp, oldlenp) -> LibSystem.sysctlbyname(address, oldp, oldlenp, 0, 0),
                    0);
        }
    }

    /**
     * The same of a number of 32 bits.
     *
     * @throws io.github.ports4j.SystemCallException if the call fails
     * @throws MalformedReplyException if it is no such number
     */
    public int intByName(String name) {
        ByteBuffer bytes = byName(name).bytes();
        if (bytes.limit() != Integer.BYTES) {
            throw new MalformedReplyException(name, 0, bytes.limit(), Integer.BYTES);
        }
        return bytes.getInt(0);
    }

    /**
     * {@code sysctl(mib, count, value, &length, NULL, 0)}.
     *
     * @param expected how long the value is, so that the system need not be asked; 0 to ask it
     */
    public Reply byNumbers(int expected, int... mib) {
        try (NativeMemory numbers = NativeMemory.allocate(mib.length * Integer.BYTES)) {
            for (int i = 0; i < mib.length; i++) {
                numbers.buffer().putInt(i * Integer.BYTES, mib[i]);
            }
            long address = numbers.address();
            return read(
                    "sysctl(" + Arrays.toString(mib) + ")",
                    (oldp, oldlenp) -> LibSystem.sysctl(address, mib.length, oldp, oldlenp, 0, 0),
                    expected);
        }
    }

    private Reply read(String name, Call call, int expected) {
        long told = 0;
        for (int attempt = 1; ; attempt++) {
            long size = expected;
            if (expected == 0) {
                if (call.into(0, at(0)) < 0) {
                    return failed(name, LibSystem.errno(), told);
                }
                told = length.buffer().getLong(0);
                size = told + told / 8; // it may have grown by the next call
            }
            grow(Math.max(size, attempt == 1 ? 0 : 2L * value.size()));
            if (call.into(value.address(), at(value.size())) == 0) {
                int filled = (int) Math.min(length.buffer().getLong(0), value.size());
                ByteBuffer bytes = value.buffer().duplicate().order(ByteOrder.nativeOrder());
                return new Reply(name, 0, bytes.limit(filled), told);
            }
            int errno = LibSystem.errno();
            if (errno != DarwinErrno.ENOMEM || attempt == ATTEMPTS) {
                return failed(name, errno, told);
            }
        }
    }

    private static Reply failed(String name, int errno, long told) {
        return new Reply(name, errno, ByteBuffer.allocate(0), told);
    }

    private long at(long size) {
        length.buffer().putLong(0, size);
        return length.address();
    }

    private void grow(long size) {
        if (size > value.size()) {
            NativeMemory larger = NativeMemory.allocate((int) Math.min(LARGEST, size));
            value.close();
            value = larger;
        }
    }

    private static NativeMemory text(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        NativeMemory memory = NativeMemory.allocate(bytes.length + 1);
        memory.buffer().put(0, bytes);
        return memory;
    }

    @Override
    public void close() {
        value.close();
        length.close();
    }
}
