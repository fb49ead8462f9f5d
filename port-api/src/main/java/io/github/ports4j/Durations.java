package io.github.ports4j;

import java.time.Duration;

/** Durations as people write them: {@code 250ms}, {@code 5s}, {@code 10m}, {@code 1h}. */
public final class Durations {
    private Durations() {}

    /**
     * Reads a whole number with its unit: {@code ms}, {@code s}, {@code m} or {@code h}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            throw notADuration(text);
        }
        long amount = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw notADuration(text);
        };
    }

    /** The same in the largest unit that makes it a whole number, up to minutes; below a millisecond is left out. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        boolean inMillis = Math.abs(seconds / 1000) < Long.MAX_VALUE / 1_000_000; // more do not fit into a long
        if (inMillis && duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        return seconds == 0 || seconds % 60 != 0 ? seconds + "s" : seconds / 60 + "m";
    }

    /** The largest unit only, for people: {@code 12 s}, {@code 3 min}, {@code 2 h}, {@code 9 d}. */
    static String rough(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** To a tenth of a millisecond, for latencies: {@code 0.1 ms}. */
    static String precise(Duration duration) {
        long tenths = (duration.toNanos() + 50_000) / 100_000;
        return tenths / 10 + "." + tenths % 10 + " ms";
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException("not a duration: '" + text + "'; write 250ms, 5s or 10m");
    }
}
