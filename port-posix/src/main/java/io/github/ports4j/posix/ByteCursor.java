package io.github.ports4j.posix;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads a structure field by field and never past its end: a field that is not there in full is a
 * {@link MalformedReplyException}. Numbers are in the byte order of the buffer, those of {@code be…} in network order. Reads
 * by position of its own; the buffer's is neither used nor moved. Not safe for use by several threads.
 */
public final class ByteCursor {
    private static final int U16 = Short.BYTES;
    private static final int U32 = Integer.BYTES;
    private static final int U64 = Long.BYTES;

    private final ByteBuffer buffer;
    private final boolean swapped;
    private final int end;
    private int position;

    /** Over the buffer from 0 to its limit. */
    public ByteCursor(ByteBuffer buffer) {
        this(buffer, 0, buffer.limit());
    }

    /**
     * Over a part of the buffer.
     *
     * @throws IndexOutOfBoundsException if the part is not within the buffer
     */
    public ByteCursor(ByteBuffer buffer, int start, int end) {
        Objects.checkFromToIndex(start, end, buffer.limit());
        this.buffer = buffer;
        this.swapped = buffer.order() == ByteOrder.LITTLE_ENDIAN;
        this.position = start;
        this.end = end;
    }

    /** Where the next field begins, in bytes from the start of the buffer. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /**
     * Makes sure that so many bytes are left.
     *
     * @throws MalformedReplyException if there are fewer, naming what was to be read
     */
    public ByteCursor require(int bytes, String what) {
        if (bytes < 0 || bytes > end - position) {
            throw new MalformedReplyException(what, position, remaining(), bytes);
        }
        return this;
    }

    /** A byte, 0 to 255. */
    public int u8() {
        return buffer.get(advance(1, "u8")) & 0xff;
    }

    /** Two bytes, 0 to 65535. */
    public int u16() {
        return buffer.getShort(advance(U16, "u16")) & 0xffff;
    }

    /** Four bytes, not negative. */
    public long u32() {
        return Integer.toUnsignedLong(buffer.getInt(advance(U32, "u32")));
    }

    /** Four bytes, signed. */
    public int s32() {
        return buffer.getInt(advance(U32, "s32"));
    }

    /** Eight bytes; negative where the highest bit is set. */
    public long u64() {
        return buffer.getLong(advance(U64, "u64"));
    }

    /** Two bytes in network order, 0 to 65535. */
    public int be16() {
        short value = buffer.getShort(advance(U16, "be16"));
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }

    /** Four bytes in network order, not negative. */
    public long be32() {
        int value = buffer.getInt(advance(U32, "be32"));
        return Integer.toUnsignedLong(swapped ? Integer.reverseBytes(value) : value);
    }

    /** Eight bytes in network order; negative where the highest bit is set. */
    public long be64() {
        long value = buffer.getLong(advance(U64, "be64"));
        return swapped ? Long.reverseBytes(value) : value;
    }

    /** These bytes, copied. */
    public byte[] bytes(int count) {
        int start = advance(count, "bytes");
        byte[] copy = new byte[count];
        buffer.get(start, copy);
        return copy;
    }

    /** Passes over so many bytes. */
    public ByteCursor skip(int bytes) {
        advance(bytes, "skipped bytes");
        return this;
    }

    /** A cursor over the next so many bytes alone; this one passes over them. */
    public ByteCursor slice(int bytes) {
        int start = advance(bytes, "slice");
        return new ByteCursor(buffer, start, start + bytes);
    }

    private int advance(int bytes, String what) {
        require(bytes, what);
        int at = position;
        position += bytes;
        return at;
    }
}
