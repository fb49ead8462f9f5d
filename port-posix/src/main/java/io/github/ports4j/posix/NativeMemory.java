package io.github.ports4j.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Owns a piece of memory from {@code malloc(3)}, zeroed. Not safe for use by several threads. */
public final class NativeMemory implements AutoCloseable {
    private final ByteBuffer buffer;
    private long address;

    private NativeMemory(long address, int size) {
        this.address = address;
        Pointer pointer = new Pointer(address);
        pointer.setMemory(0, size, (byte) 0);
        buffer = pointer.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    /**
     * {@code malloc(size)} and {@code memset}.
     *
     * @param size in bytes, at least 1
     * @throws OutOfMemoryError if there is no memory left
     */
    public static NativeMemory allocate(int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("not a size: " + size);
        }
        long address = Native.malloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("malloc(" + size + ")");
        }
        return new NativeMemory(address, size);
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
            Native.free(address);
            address = 0;
        }
    }
}
