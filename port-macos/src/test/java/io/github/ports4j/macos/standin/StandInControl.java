package io.github.ports4j.macos.standin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the stand-in misbehave, and tells what was called: through a file that both map. It is beside the library, or where the
 * environment variable {@code STANDIN_FAULTS} says, and what it says holds at once, in every process that has loaded the stand-in.
 *
 * @see "src/test/c/standin/control.c"
 */
public final class StandInControl {
    private static final int ENTRY = 64;
    private static final int NAME = 32;
    private static final int VALUE = 32;
    private static final int BYTES = 40;
    private static final int FAIL_ERRNO = 48;
    private static final int FAIL_TIMES = 52;
    private static final int FAIL_AFTER = 56;

    private final MappedByteBuffer file;
    private final Map<String, Integer> entries = new HashMap<>();

    private StandInControl(MappedByteBuffer file) {
        this.file = file;
        byte[] name = new byte[NAME];
        for (int entry = 0; entry < file.limit(); entry += ENTRY) {
            file.get(entry, name);
            entries.put(new String(name, US_ASCII).trim(), entry);
        }
    }

    static StandInControl open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer file = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            file.order(ByteOrder.nativeOrder());
            return new StandInControl(file);
        }
    }

    /** No faults, and all counters are 0. */
    public void reset() {
        entries.values().forEach(entry -> {
            for (int at = entry + VALUE; at < entry + ENTRY; at += Long.BYTES) {
                file.putLong(at, 0);
            }
        });
    }

    /** How often a function was called since {@link #reset()}, such as {@code proc_pidinfo}. */
    public long calls(String function) {
        return file.getLong(entry(function) + VALUE);
    }

    /** How many bytes a function has stored in the buffers of its callers since then. */
    public long bytes(String function) {
        return file.getLong(entry(function) + BYTES);
    }

    public void set(Fault fault, long number) {
        file.putLong(entry(fault.name()) + VALUE, number);
    }

    /** What is left, of one that is used up. */
    public long get(Fault fault) {
        return file.getLong(entry(fault.name()) + VALUE);
    }

    /**
     * Makes calls of a function fail, whatever they ask for.
     *
     * @param errno Darwin's number
     * @param times how many of them
     * @param after how many calls before that work
     */
    public void fail(String function, int errno, int times, int after) {
        int entry = entry(function);
        file.putInt(entry + FAIL_ERRNO, errno);
        file.putLong(entry + FAIL_AFTER, after);
        file.putInt(entry + FAIL_TIMES, times);
    }

    private int entry(String name) {
        return Objects.requireNonNull(entries.get(name), () -> "the stand-in knows no " + name);
    }
}
