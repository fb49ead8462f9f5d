package io.github.ports4j.it.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.List;

/**
 * The programs of a host, each change by one of which is a step.
 *
 * @param programs runs them
 */
record SteppedPrograms(CommandRunner programs, Steps steps) implements CommandRunner {
    static final String FAILURE = "made to fail by a test";

    private static final List<String> LOOKING = List.of("--state", "--get-", "--list-", "-V", "-S", "-C");

    @Override
    public CommandResult run(FirewallCommand command) {
        if (isLook(command.argv())) {
            return programs.run(command);
        }
        if (steps.fails()) {
            return new CommandResult(2, "", FAILURE); // as no failure does that others are the cause of
        }
        return steps.change(command.toString(), () -> programs.run(command));
    }

    private static boolean isLook(List<String> argv) {
        return argv.get(0).endsWith("-save")
                || argv.stream().anyMatch(word -> LOOKING.stream().anyMatch(word::startsWith));
    }

    @Override
    public boolean isThere(String path) {
        return programs.isThere(path);
    }
}
