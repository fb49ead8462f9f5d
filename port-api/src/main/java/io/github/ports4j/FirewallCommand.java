package io.github.ports4j;

import java.util.List;

/**
 * A program to be run: what an administrator could type.
 *
 * @param argv its absolute path and its arguments; no shell reads them
 * @param standardInput what it is given to read; may be empty
 */
public record FirewallCommand(List<String> argv, String standardInput) {
    /** Keeps a copy of the arguments. */
    public FirewallCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command has a program");
        }
    }

    /** A command that reads nothing. */
    public static FirewallCommand of(String... argv) {
        return new FirewallCommand(List.of(argv), "");
    }

    /** Prints it as a line for sh(1), with what it reads as a here-document, to which a line feed is added at its end if there is none. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        for (String argument : argv) {
            line.append(line.length() == 0 ? "" : " ").append(quoted(argument));
        }
        if (!standardInput.isEmpty()) {
            String end = end();
            line.append(" <<'").append(end).append("'\n").append(standardInput);
            if (!standardInput.endsWith("\n")) {
                line.append('\n');
            }
            line.append(end);
        }
        return line.toString();
    }

    /** A line that is not in the text, as the text would end there. */
    private String end() {
        StringBuilder end = new StringBuilder("END");
        while (standardInput.lines().anyMatch(end.toString()::equals)) {
            end.append('_');
        }
        return end.toString();
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:,=@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
