package io.github.ports4j.macos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a structure field by field, where {@link Layouts} says that they are and not where the decoder believes. */
public final class Struct {
    private final String name;
    private final byte[] array;
    private final ByteBuffer bytes;

    /** Zeros, of the size of the newest release. */
    public Struct(String name) {
        this(
                name,
                Layouts.sizes(name).stream().mapToInt(Integer::intValue).max().orElseThrow());
    }

    /** Zeros, of this size. */
    public Struct(String name, int size) {
        this.name = name;
        array = new byte[size];
        bytes = Fixture.buffer(array);
    }

    /** A number in the byte order of the machine. */
    public Struct put(String path, long value) {
        Layouts.Field field = Layouts.field(name, path);
        switch (field.size()) {
            case Byte.BYTES -> bytes.put(field.offset(), (byte) value);
            case Short.BYTES -> bytes.putShort(field.offset(), (short) value);
            case Integer.BYTES -> bytes.putInt(field.offset(), (int) value);
            case Long.BYTES -> bytes.putLong(field.offset(), value);
            default -> throw new AssertionError(path + " is no number");
        }
        return this;
    }

    /** Bytes from the start of a field, as many as they are. */
    public Struct put(String path, byte... value) {
        bytes.put(Layouts.offset(name, path), value);
        return this;
    }

    /** Text from the start of a field, without a NUL. */
    public Struct put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A port in network order, in the first two bytes of a field. */
    public Struct port(String path, int port) {
        return put(path, (byte) (port >>> Byte.SIZE), (byte) port);
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return array.clone();
    }

    /** Its bytes in memory. */
    public ByteBuffer buffer() {
        return Fixture.buffer(bytes());
    }

    /** These parts one after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** With zeros up to a multiple of so many bytes. */
    public static byte[] padded(byte[] part, int multiple) {
        return Arrays.copyOf(part, (part.length + multiple - 1) / multiple * multiple);
    }
}
