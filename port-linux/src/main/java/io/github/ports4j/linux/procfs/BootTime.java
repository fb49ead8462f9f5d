package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.libc.SyscallNumbers;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * When the clock of {@code /proc/PID/stat} began to run, as a time of day. Taken from {@code /proc/uptime}, which the kernel
 * moves into the reader's time namespace in the same way as the start of a process; btime in {@code /proc/stat} is rounded
 * to a second.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_uptime.5.html">proc_uptime(5)</a>
 */
public final class BootTime {
    /** USER_HZ: the kernel shows ticks of this length on each architecture that has {@link SyscallNumbers}. */
    private static final int TICK_MILLIS = 10;

    private final Instant boot;

    private BootTime(Instant boot) {
        this.boot = boot;
    }

    /** By {@code /proc/uptime} and the clock. */
    public static BootTime read(ProcFiles files) {
        return parse(files.read("/proc/uptime"), Instant.now());
    }

    /**
     * Takes {@code /proc/uptime} apart, the seconds since boot with two decimals.
     *
     * @param uptime its text
     * @param now when it was read
     */
    static BootTime parse(byte[] uptime, Instant now) {
        String text = ProcText.utf8(uptime);
        int point = text.indexOf('.');
        int space = text.indexOf(' ');
        if (point < 0 || space != point + 3 || !text.endsWith("\n")) {
            throw malformed(text);
        }
        long seconds = ProcText.decimal("/proc/uptime", text.substring(0, point));
        long hundredths = ProcText.decimal("/proc/uptime", text.substring(point + 1, space));
        try {
            return new BootTime(now.minusMillis(TICK_MILLIS * hundredths).minusSeconds(seconds));
        } catch (ArithmeticException | DateTimeException tooLong) {
            throw malformed(text);
        }
    }

    /** The time of day of this many ticks since boot. */
    public Instant plusTicks(long ticks) {
        return boot.plusMillis(Math.multiplyExact(TICK_MILLIS, ticks));
    }

    private static MalformedReplyException malformed(String text) {
        return ProcText.malformed("/proc/uptime", 0, text.length());
    }
}
