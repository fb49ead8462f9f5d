package io.github.ports4j;

import java.util.regex.Pattern;

/**
 * Port numbers from {@code first} to {@code last}, both included.
 *
 * @param first the lowest, 1 to 65535
 * @param last the highest, {@code first} to 65535
 */
public record PortRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?");

    /**
     * Checks both ends.
     *
     * @throws IllegalArgumentException if an end is outside 1 to 65535, or the range is reversed
     */
    public PortRange {
        TransportPort.requireNumber(first);
        TransportPort.requireNumber(last);
        if (first > last) {
            throw new IllegalArgumentException("a reversed range: " + first + "-" + last);
        }
    }

    /**
     * The ports from {@code first} to {@code last}.
     *
     * @throws IllegalArgumentException if an end is outside 1 to 65535, or the range is reversed
     */
    public static PortRange of(int first, int last) {
        return new PortRange(first, last);
    }

    /**
     * Reads {@code 8080} or {@code 8000-8100}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PortRange parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a port or a range: '" + text + "'; write 8080 or 8000-8100");
        }
        int dash = text.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return of(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
    }

    /** Tells whether the port number lies in this range. */
    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    /** How many ports: 1 to 65535. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
