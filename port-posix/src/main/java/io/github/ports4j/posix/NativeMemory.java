package io.github.ports4j.posix;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Owns a piece of memory from {@code calloc(3)}. To get and to free it are calls like others: {@link NativeFunction#errno} is theirs
 * afterwards. Not safe for use by several threads.
 */
public final class NativeMemory implements AutoCloseable {
    private static final NativeFunction CALLOC =
            NativeFunction.ofC("calloc", NativeType.POINTER, NativeType.LONG, NativeType.LONG);
    private static final NativeFunction FREE = NativeFunction.ofC("free", NativeType.INT, NativeType.POINTER);
    private static final NativeFunction STRLEN = NativeFunction.ofC("strlen", NativeType.LONG, NativeType.POINTER);

    private final ByteBuffer buffer;
    private long address;

    private NativeMemory(long address, int size) {
        this.address = address;
        buffer = read(address, size);
    }

    /**
     * {@code calloc(1, size)}: zeroed.
     *
     * @param size in bytes, at least 1
     * @throws OutOfMemoryError if there is no memory left
     */
    public static NativeMemory allocate(int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("not a size: " + size);
        }
        long address = CALLOC.call(1, size);
        if (address == 0) {
            throw new OutOfMemoryError("calloc(1, " + size + ")");
        }
        return new NativeMemory(address, size);
    }

    /**
     * Memory that a call has filled, and that it says how long to use: in the byte order of this machine.
     *
     * @param address where it begins, not 0
     * @param size in bytes
     */
    public static ByteBuffer read(long address, int size) {
        return MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
    }

    /**
     * {@code strlen(address)}: the bytes of a string up to its NUL, copied.
     *
     * @param address where it begins, not 0
     */
    public static byte[] readString(long address) {
        byte[] bytes = new byte[Math.toIntExact(STRLEN.call(address))];
        read(address, bytes.length).get(bytes);
        return bytes;
    }

    /**
     * Where it begins, as native calls take it.
     *
     * @throws IllegalStateException if it has been freed
     */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("freed");
        }
        return address;
    }

    /**
     * The same memory in the byte order of this machine: always the same buffer, over the whole of it. It must not be touched
     * after {@link #close()}.
     *
     * @throws IllegalStateException if it has been freed
     */
    public ByteBuffer buffer() {
        if (address == 0) {
            throw new IllegalStateException("freed");
        }
        return buffer;
    }

    /** How many bytes. */
    public int size() {
        return buffer.capacity();
    }

    /** {@code free(address)}; the second time nothing. */
    @Override
    public void close() {
        if (address != 0) {
            FREE.call(address);
            address = 0;
        }
    }
}
