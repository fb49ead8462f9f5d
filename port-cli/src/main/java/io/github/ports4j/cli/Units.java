package io.github.ports4j.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Numbers with what they measure, for people. */
final class Units {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};
    private static final int STEP = 1000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Units() {}

    /** {@code 1 Gbit/s}, {@code 2.5 Gbit/s}, {@code 866.7 Mbit/s}. */
    static String bitsPerSecond(long bits) {
        int prefix = 0;
        BigDecimal number = BigDecimal.valueOf(bits);
        while (number.compareTo(BigDecimal.valueOf(STEP)) >= 0) {
            number = number.movePointLeft(3);
            prefix++;
        }
        return plain(number) + " " + PREFIXES[prefix] + "bit/s";
    }

    /** A rate: whole from 100 on, below that three digits. */
    static String rate(double perSecond) {
        return perSecond >= 100
                ? BigDecimal.valueOf(Math.rint(perSecond)).toBigInteger().toString()
                : plain(BigDecimal.valueOf(perSecond).round(THREE_DIGITS));
    }

    /** A number of thousandths: {@code 0.120}. */
    static String thousandths(long number) {
        return BigDecimal.valueOf(number, 3).toPlainString();
    }

    /** A time in seconds. */
    static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
