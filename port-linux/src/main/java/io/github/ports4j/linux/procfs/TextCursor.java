package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;

/** Reads numbers and marks of a text that has a fixed form, byte by byte, and never past its end. */
final class TextCursor {
    private static final int DECIMAL_DIGITS = 18; // of any such number a long holds
    private static final int HEX_DIGITS = 16;

    private final String what;
    private final ByteBuffer text;
    private final int end;
    private int position;

    /**
     * Over a part of the buffer.
     *
     * @param what the text, for messages
     */
    TextCursor(String what, ByteBuffer text, int start, int end) {
        this.what = what;
        this.text = text;
        this.position = start;
        this.end = end;
    }

    boolean atEnd() {
        return position == end;
    }

    /** The next byte, or -1 at the end; does not move. */
    int peek() {
        return position < end ? text.get(position) : -1;
    }

    /** Passes over this byte. */
    TextCursor mark(char expected) {
        if (peek() != expected) {
            throw malformed("'" + expected + "'");
        }
        position++;
        return this;
    }

    /** Passes over spaces, if there are any. */
    TextCursor spaces() {
        while (peek() == ' ') {
            position++;
        }
        return this;
    }

    /** Passes over a field of any form and the spaces after it. */
    TextCursor skipField() {
        int start = position;
        while (position < end && text.get(position) != ' ') {
            position++;
        }
        if (position == start) {
            throw malformed("field");
        }
        return spaces();
    }

    /** Where the next byte is. */
    int position() {
        return position;
    }

    /** One letter. */
    char letter() {
        int c = peek();
        if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
            throw malformed("letter");
        }
        position++;
        return (char) c;
    }

    /** A decimal number without a sign. */
    long decimal() {
        int start = position;
        long value = 0;
        while (peek() >= '0' && peek() <= '9') {
            if (position - start == DECIMAL_DIGITS) {
                throw malformed("number");
            }
            value = 10 * value + (text.get(position++) - '0');
        }
        if (position == start) {
            throw malformed("number");
        }
        return value;
    }

    /** A hexadecimal number of so many digits, as the kernel writes them: 0 to 9 and A to F. */
    long hex(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = hexDigit();
            if (digit < 0) {
                throw malformed("hexadecimal digit");
            }
            value = (value << 4) | digit;
            position++;
        }
        return value;
    }

    /** Passes over a hexadecimal number of at least so many digits. */
    TextCursor skipHex(int atLeast) {
        hex(atLeast);
        for (int i = atLeast; i < HEX_DIGITS && hexDigit() >= 0; i++) {
            position++;
        }
        return this;
    }

    private int hexDigit() {
        int c = peek();
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    /** What is thrown where something else was expected. */
    MalformedReplyException malformed(String expected) {
        return new MalformedReplyException(
                what + ": " + expected, position, end - (long) position, end - position + 1L);
    }
}
