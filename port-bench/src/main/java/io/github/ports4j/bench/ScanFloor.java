package io.github.ports4j.bench;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that scans once with nothing around it, and prints {@code sec=} with the time that it took and {@code open=}. */
final class ScanFloor implements Side {
    private static final Pattern SECONDS = Pattern.compile("(?:^|\\s)sec=(\\d+\\.\\d+)(?=\\s|$)");
    private static final double NANOS = 1e9;

    private final List<String> command;

    ScanFloor(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public String name() {
        return Floor.shown(command);
    }

    @Override
    public String measured() {
        return "C, in process";
    }

    @Override
    public boolean isFloor() {
        return true;
    }

    @Override
    public long answer() throws IOException, InterruptedException {
        return Floor.number("open", Child.output(command));
    }

    @Override
    public long sample() throws IOException, InterruptedException {
        return nanos(Child.output(command));
    }

    /** Finds the time in what it printed. */
    static long nanos(String output) throws IOException {
        Matcher matcher = SECONDS.matcher(output);
        if (!matcher.find()) {
            throw new IOException("no sec= in '" + output + "'");
        }
        return Math.round(Double.parseDouble(matcher.group(1)) * NANOS);
    }
}
