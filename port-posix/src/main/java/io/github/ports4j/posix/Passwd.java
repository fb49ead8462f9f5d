package io.github.ports4j.posix;

import java.util.Optional;

/**
 * The text of {@code /etc/passwd}. Read without NSS, which may ask a directory server that does not answer.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a>
 */
public final class Passwd {
    private Passwd() {}

    /** The first name that this user id has, as getpwuid(3) finds it. Lines that are none of users are passed over. */
    public static Optional<String> nameOf(long uid, String passwd) {
        String number = Long.toString(uid);
        int start = 0;
        while (start < passwd.length()) {
            int end = passwd.indexOf('\n', start);
            end = end < 0 ? passwd.length() : end;
            String line = passwd.substring(start, end);
            if (number.equals(field(line, 2)) && isName(field(line, 0))) {
                return Optional.of(field(line, 0));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** Names that begin with a sign are instructions to NIS. */
    private static boolean isName(String name) {
        return !name.isEmpty() && name.charAt(0) != '+' && name.charAt(0) != '-';
    }

    /** One of the fields with colons between them; empty if there are not so many. */
    private static String field(String line, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            int colon = line.indexOf(':', start);
            if (colon < 0) {
                return "";
            }
            start = colon + 1;
        }
        int end = line.indexOf(':', start);
        return end < 0 ? "" : line.substring(start, end);
    }
}
