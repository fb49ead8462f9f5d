package io.github.ports4j.cli;

import io.github.ports4j.FirewallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands. One that is not called is not made. */
final class Subcommands {
    static final List<String> NAMES = List.of(
            "list",
            "who",
            "free",
            "kill",
            "scan",
            "interfaces",
            "stats",
            "open",
            "deny",
            "close",
            "firewall",
            "help",
            "completion");

    private Subcommands() {}

    static Optional<Subcommand> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "list" -> new ListCommand();
                    case "who" -> new WhoCommand();
                    case "free" -> new FreeCommand();
                    case "kill" -> new KillCommand();
                    case "scan" -> new ScanCommand();
                    case "interfaces" -> new InterfacesCommand();
                    case "stats" -> new StatsCommand();
                    case "open" -> new RuleCommand(FirewallAction.OPEN);
                    case "deny" -> new RuleCommand(FirewallAction.DENY);
                    case "close" -> new CloseCommand();
                    case "firewall" -> new FilterCommand();
                    case "help" -> new HelpCommand();
                    case "completion" -> new CompletionCommand();
                    default -> null;
                });
    }

    /**
     * The command of this name.
     *
     * @throws UsageException if there is none
     */
    static Subcommand require(String name) {
        return named(name)
                .orElseThrow(() ->
                        new UsageException("unknown command: '" + name + "'; known are " + String.join(", ", NAMES)));
    }

    static List<Subcommand> all() {
        List<Subcommand> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(require(name));
        }
        return all;
    }
}
