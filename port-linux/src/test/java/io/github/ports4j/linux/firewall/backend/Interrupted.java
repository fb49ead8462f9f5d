package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.List;

/** Runs programs up to one of the calls, which fails, or at which this process dies. */
public final class Interrupted implements CommandRunner {
    private final CommandRunner programs;
    private final int last;
    private final boolean dies;
    private final boolean behind;
    private int calls;

    private Interrupted(CommandRunner programs, int last, boolean dies, boolean behind) {
        this.programs = programs;
        this.last = last;
        this.dies = dies;
        this.behind = behind;
    }

    /** The call of this number fails, and whatever follows works again. */
    public static Interrupted failingAt(int call, CommandRunner programs) {
        return new Interrupted(programs, call, false, false);
    }

    /** The call of this number has an effect, but that is not learnt, as when its time is over. */
    public static Interrupted failingBehind(int call, CommandRunner programs) {
        return new Interrupted(programs, call, false, true);
    }

    /** The process dies before the call of this number. */
    public static Interrupted dyingAt(int call, CommandRunner programs) {
        return new Interrupted(programs, call, true, false);
    }

    /** What a process that is dead does. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Whether the call was reached. */
    public boolean reached() {
        return calls >= last;
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        calls++;
        if (dies && calls >= last) {
            throw new Death();
        }
        if (calls == last && behind) {
            programs.run(command);
        }
        if (calls == last) {
            throw new FirewallException(command.argv(), 1, "made to fail", "try again");
        }
        return programs.run(command);
    }

    @Override
    public boolean isThere(String path) {
        return programs.isThere(path);
    }

    /** A result without words on the error stream. */
    public static CommandResult said(int exit, String... lines) {
        return new CommandResult(exit, lines.length == 0 ? "" : String.join("\n", List.of(lines)) + "\n", "");
    }
}
