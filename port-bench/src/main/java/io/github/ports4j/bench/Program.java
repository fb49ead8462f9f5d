package io.github.ports4j.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program as a user runs it, from its start to its exit, with its output thrown away. */
final class Program implements Side {
    private final List<String> command;
    private final Pattern found;
    private final boolean part;

    private Program(Pattern found, List<String> command, boolean part) {
        this.found = found;
        this.command = List.copyOf(command);
        this.part = part;
    }

    /**
     * A program that answers the question.
     *
     * @param found what it prints of each find; with a group, finds that are equal in it count once
     */
    static Program answering(Pattern found, List<String> command) {
        return new Program(found, command, false);
    }

    /** A program that does a part of what ours does, and finds nothing. */
    static Program part(List<String> command) {
        return new Program(Pattern.compile("(?!)"), command, true);
    }

    @Override
    public String name() {
        return Floor.shown(command);
    }

    @Override
    public String measured() {
        return "whole process";
    }

    @Override
    public boolean isPart() {
        return part;
    }

    @Override
    public long answer() throws IOException, InterruptedException {
        return count(found, Child.output(command));
    }

    @Override
    public long sample() throws IOException, InterruptedException {
        return Child.nanos(command);
    }

    /** Counts finds. */
    static long count(Pattern found, String output) {
        Matcher matcher = found.matcher(output);
        if (matcher.groupCount() == 0) {
            return matcher.results().count();
        }
        Set<String> distinct = new HashSet<>();
        while (matcher.find()) {
            distinct.add(matcher.group(1));
        }
        return distinct.size();
    }
}
