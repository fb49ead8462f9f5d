package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process, read without the library under test.
 *
 * @param state field 3, of the first thread: {@code Z} where it has ended
 * @param parent field 4
 * @param threads field 20; the first thread counts as long as it is not reaped, a zombie without others has 0 or 1
 * @param startTicks field 22; with the pid it tells one process from all others
 * @see "proc_pid_stat(5)"
 */
public record ProcStat(long pid, char state, long parent, int threads, long startTicks) implements Identity {
    private static final int STATE = 3; // number of the first field after the name

    /** The process that has this pid now, also one that has ended and is not reaped. */
    public static Optional<ProcStat> read(long pid) {
        Path file = Path.of("/proc/" + pid + "/stat");
        String text;
        try {
            text = Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty(); // it vanished before or while it was read
        }
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1); // the name may hold anything
        return Optional.of(new ProcStat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[4 - STATE]),
                Integer.parseInt(fields[20 - STATE]),
                Long.parseLong(fields[22 - STATE])));
    }

    /** The start time of a process that would start now: in hundredths of a second, as {@code /proc} counts everywhere. */
    static long ticksSinceBoot() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"), ISO_8859_1); // 12345.67 23456.78
            return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also where it has ended and is not reaped. */
    @Override
    public boolean present() {
        return read(pid).filter(now -> now.startTicks == startTicks).isPresent();
    }

    /** A first thread that has ended does not matter while others live. */
    @Override
    public boolean running() {
        return read(pid)
                .filter(now -> now.startTicks == startTicks && (now.state != 'Z' || now.threads > 1))
                .isPresent();
    }

    /** Whether it has this ancestor now. */
    @Override
    public boolean descendsFrom(long ancestor) {
        for (Optional<ProcStat> up = Optional.of(this); up.isPresent(); up = read(up.get().parent)) {
            if (up.get().parent == ancestor) {
                return true;
            }
        }
        return false;
    }
}
