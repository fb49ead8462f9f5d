package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.time.Duration;

/** Programs of a host on which something else happens before a call, or which fail in place of their effect. */
final class Meanwhile implements CommandRunner {
    private final CommandRunner runner;
    private final int at;
    private final Runnable what;
    private int calls;
    private String failing = "";
    private int failures;

    /** Has that happen before the call of this number, from 0 on. */
    Meanwhile(CommandRunner runner, int at, Runnable what) {
        this.runner = runner;
        this.at = at;
        this.what = what;
    }

    /** Has as many of the calls with this argument fail. */
    Meanwhile(CommandRunner runner, String argument, int times) {
        this(runner, -1, () -> {});
        failing = argument;
        failures = times;
    }

    int calls() {
        return calls;
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        if (calls++ == at) {
            what.run();
        }
        if (command.argv().contains(failing) && failures-- > 0) {
            throw new PortTimeoutException(failing, Duration.ofSeconds(1));
        }
        return runner.run(command);
    }

    @Override
    public boolean isThere(String path) {
        return runner.isThere(path);
    }
}
