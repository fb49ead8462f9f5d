package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of /proc, taken apart strictly: what does not fit is refused. */
public final class ProcText {
    private ProcText() {}

    /** The text as UTF-8; bytes that are none are replaced. */
    public static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The lines without their ends. A last line that has no end was cut, and is refused. */
    public static List<String> lines(String file, byte[] text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n') {
                lines.add(new String(text, start, at - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        if (start != text.length) {
            throw malformed(file + ": end of line", start, text.length);
        }
        return lines;
    }

    /** An unsigned decimal number that fits a positive long. */
    public static long decimal(String what, String digits) {
        return number(what, digits, 10, Long.MAX_VALUE);
    }

    /** A hexadecimal number of up to 64 bits. */
    public static long hex(String what, String digits) {
        return number(what, digits, 16, -1);
    }

    private static long number(String what, String digits, int radix, long unsignedMax) {
        // What the parser would take and the kernel never writes: a sign, and digits of other scripts.
        boolean plain = !digits.startsWith("+") && digits.length() == digits.getBytes(StandardCharsets.UTF_8).length;
        try {
            if (!plain) {
                throw malformed(what, 0, digits.length());
            }
            long value = Long.parseUnsignedLong(digits, radix);
            if (Long.compareUnsigned(value, unsignedMax) <= 0) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw malformed(what, 0, digits.length());
    }

    /** What is refused. A text has no size to name: what is missing is at least one more byte that fits. */
    public static MalformedReplyException malformed(String what, int offset, int length) {
        return new MalformedReplyException(what, offset, length - offset, length - offset + 1L);
    }
}
