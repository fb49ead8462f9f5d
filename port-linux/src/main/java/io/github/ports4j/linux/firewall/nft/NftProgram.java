package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterHold;
import java.util.List;

/** The program, where there is no library. */
final class NftProgram implements Nft {
    private final CommandRunner programs;

    NftProgram(CommandRunner programs) {
        this.programs = programs;
    }

    /** What an administrator would run to make these changes. */
    static FirewallCommand command(String text) {
        return new FirewallCommand(List.of(PROGRAM, "-f", "-"), text);
    }

    @Override
    public String ruleset() {
        return run(FirewallCommand.of(PROGRAM, "-a", "-s", "-t", "list", "ruleset"));
    }

    /**
     * The commands are an argument, as nft 1.0.6 takes broken JSON on its standard input for an empty text and says nothing (exit 0).
     */
    @Override
    public String list(String json) {
        return run(FirewallCommand.of(PROGRAM, "-j", "-a", json));
    }

    @Override
    public void change(String text) {
        run(command(text));
    }

    @Override
    public FilterHold hold(String text) {
        throw new UnsupportedFeatureException(
                "a rule that the kernel ends with this process: that needs libnftables, as " + PROGRAM
                        + " ends before");
    }

    private String run(FirewallCommand command) {
        CommandResult result = programs.run(command);
        if (result.exit() != 0) {
            throw NftFailures.of(command.argv(), result.exit(), result.err());
        }
        return result.out();
    }
}
