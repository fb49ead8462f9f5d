package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Programs that answer what was seen of them; what was not foreseen fails. */
final class ScriptedPfctl implements CommandRunner {
    /** At each {@code -f}. */
    static final String BANNER = """
            pfctl: Use of -f option, could result in flushing of rules
            present in the main ruleset added by the system at startup.
            See /etc/pf.conf for further details.

            """;

    /** At each opening of /dev/pf. */
    static final String NO_ALTQ = "No ALTQ support in kernel\nALTQ related functions disabled\n";

    private final Map<String, CommandResult> answers = new LinkedHashMap<>();

    ScriptedPfctl when(String arguments, int exit, String out, String err) {
        answers.put(arguments, new CommandResult(exit, out, err));
        return this;
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        String arguments =
                String.join(" ", command.argv().subList(1, command.argv().size()));
        CommandResult answer = answers.get(arguments);
        if (answer == null
                || !Set.of("/sbin/pfctl", ApplicationFirewall.PROGRAM)
                        .contains(command.argv().get(0))) {
            throw new AssertionError("not foreseen: " + command);
        }
        return answer;
    }

    @Override
    public boolean isThere(String path) {
        return true;
    }
}
