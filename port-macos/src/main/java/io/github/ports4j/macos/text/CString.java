package io.github.ports4j.macos.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Text in UTF-8 that ends with a NUL, or where its field ends. */
public final class CString {
    private static final char REPLACEMENT = '\ufffd';

    private CString() {}

    /**
     * The text of a field. Bytes that are no UTF-8 are replaced; a character that was cut where the field ends is left out.
     *
     * @param start of the field, which is within the buffer
     * @param size of the field, in bytes
     */
    public static String of(ByteBuffer in, int start, int size) {
        int length = length(in, start, size);
        String text = utf8(in, start, length);
        // a name that fills its field but for the NUL was cut, wherever that fell
        boolean cut = length >= size - 1 && text.indexOf(REPLACEMENT) == text.length() - 1;
        return cut && !text.isEmpty() ? text.substring(0, text.length() - 1) : text;
    }

    /** How many bytes are before the first NUL, at most {@code size}. */
    public static int length(ByteBuffer in, int start, int size) {
        int length = 0;
        while (length < size && in.get(start + length) != 0) {
            length++;
        }
        return length;
    }

    /** These bytes as text; those that are no UTF-8 are replaced. */
    public static String utf8(ByteBuffer in, int start, int length) {
        byte[] bytes = new byte[length];
        in.get(start, bytes);
        return new String(bytes, UTF_8);
    }
}
