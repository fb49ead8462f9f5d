package io.github.ports4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that does the same work with nothing around it. It takes {@code --iter N}, does its work N times and prints
 * {@code med_ns=} with the median of these, beside what it found as {@code key=number}. It is new each time, and slower at first, so it
 * does its work for as long as others run before they are measured.
 */
final class Floor implements Side {
    /** So that the median is not of the first calls of a new process. */
    private static final int FEWEST_OF_NEW = 5;

    private final List<String> command;
    private final String name;
    private final String answerKey;
    private final int callsOfAnswer;
    private long calls;

    Floor(String answerKey, List<String> command, int calls) {
        this.answerKey = answerKey;
        this.command = List.copyOf(command);
        this.callsOfAnswer = calls;
        this.calls = Math.max(calls, FEWEST_OF_NEW);
        name = shown(command);
    }

    private String run(long times) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add("--iter");
        words.add(Long.toString(times));
        return Child.output(words);
    }

    /** The command as a reader knows it: without the folder the program is in. */
    static String shown(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.set(0, String.valueOf(Path.of(command.get(0)).getFileName()));
        return String.join(" ", words);
    }

    @Override
    public String name() {
        return name;
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
        return number(answerKey, run(callsOfAnswer));
    }

    @Override
    public long sample() throws IOException, InterruptedException {
        long nanos = number("med_ns", run(calls));
        calls = Math.max(calls, STRIDE_NANOS / Math.max(nanos, 1));
        return nanos;
    }

    /** Finds {@code key=number}. */
    static long number(String key, String output) throws IOException {
        Matcher matcher = Pattern.compile("(?:^|\\s)" + Pattern.quote(key) + "=(\\d+)(?=\\s|$)")
                .matcher(output);
        if (!matcher.find()) {
            throw new IOException("no " + key + "= in '" + output + "'");
        }
        return Long.parseLong(matcher.group(1));
    }
}
