package io.github.ports4j.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes JSON in ASCII: whatever else stands in its strings becomes {@code \}{@code u009b}. So the document is the same in
 * every locale, and nothing in it acts on a terminal.
 */
final class AsciiWriter extends FilterWriter {
    private static final char DELETE = 0x7f;

    AsciiWriter(Writer target) {
        super(target);
    }

    @Override
    public void write(int c) throws IOException {
        if (c < DELETE) {
            out.write(c);
        } else {
            out.write("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.write(Character.forDigit(c >> shift & 0xf, 16));
            }
        }
    }

    @Override
    public void write(char[] chars, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(chars[i]);
        }
    }

    @Override
    public void write(String text, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(text.charAt(i));
        }
    }
}
