package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The program firewall-cmd(1), which asks firewalld by D-Bus.
 *
 * @see "firewall-cmd(1), exit codes"
 */
final class FirewallCmd {
    static final String PATH = "/usr/bin/firewall-cmd";
    private static final int NO_ZONE = 2;
    private static final int NO_BUS = 36;
    private static final int INVALID_ZONE = 112;
    private static final int NOT_RUNNING = 252;
    private static final int NOT_AUTHORIZED = 253;

    private final CommandRunner programs;

    FirewallCmd(CommandRunner programs) {
        this.programs = programs;
    }

    Firewalld state() {
        if (!programs.isThere(PATH)) {
            return Firewalld.ABSENT;
        }
        FirewallCommand command = command("--state");
        CommandResult result = programs.run(command);
        return switch (result.exit()) {
            case 0 -> Firewalld.RUNNING;
            case NOT_AUTHORIZED -> Firewalld.NOT_AUTHORIZED;
            case NOT_RUNNING, NO_BUS -> Firewalld.ABSENT; // no bus, no firewalld: it can't run without
            default -> throw failed(command, result);
        };
    }

    String defaultZone() {
        return said(command("--get-default-zone"));
    }

    /**
     * The zones to which an interface or a source is bound. Their names stand at the beginning of a line; later versions write
     * {@code public (default)}.
     */
    List<String> activeZones() {
        return said(command("--get-active-zones"))
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .map(line -> line.strip().split("\\s", 2)[0])
                .toList();
    }

    /** The zone to which this interface is bound; empty if to none, and so the default zone is for it. */
    Optional<String> zoneOf(String interfaceName) {
        FirewallCommand command = command("--get-zone-of-interface=" + interfaceName);
        CommandResult result = programs.run(command);
        return result.exit() == NO_ZONE ? Optional.empty() : Optional.of(succeeded(command, result));
    }

    /** The rich rules of a zone, as they are written; none of a zone that has gone. */
    Set<String> richRules(String zone) {
        FirewallCommand command = command("--zone=" + zone, "--list-rich-rules");
        CommandResult result = programs.run(command);
        return result.exit() == INVALID_ZONE
                ? Set.of()
                : succeeded(command, result).lines().map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** Adds to its zone; to the default zone if that is not named. */
    static FirewallCommand add(RichRule rule, OptionalLong seconds) {
        List<String> argv = new ArrayList<>(List.of(PATH));
        if (!rule.zone().isEmpty()) {
            argv.add("--zone=" + rule.zone());
        }
        argv.add("--add-rich-rule=" + rule.text());
        seconds.ifPresent(time -> argv.add("--timeout=" + time));
        return new FirewallCommand(argv, "");
    }

    /**
     * Adds it.
     *
     * @return false if somebody had it there
     */
    boolean added(FirewallCommand add) {
        CommandResult result = programs.run(add);
        boolean already = result.err().contains("ALREADY_ENABLED");
        if (!already) {
            succeeded(add, result);
        }
        return !already;
    }

    static FirewallCommand remove(RichRule rule) {
        return command("--zone=" + rule.zone(), "--remove-rich-rule=" + rule.text());
    }

    /** Removes it, if it is there, and its zone. */
    void remove(FirewallCommand remove) {
        CommandResult result = programs.run(remove);
        if (result.exit() != INVALID_ZONE && !result.err().contains("NOT_ENABLED")) {
            succeeded(remove, result);
        }
    }

    private String said(FirewallCommand command) {
        return succeeded(command, programs.run(command));
    }

    private static String succeeded(FirewallCommand command, CommandResult result) {
        if (result.exit() == NOT_AUTHORIZED) {
            throw new NotPermittedException("to ask firewalld", "it wants root, or a user whom polkit lets");
        }
        if (result.exit() != 0) {
            throw failed(command, result);
        }
        return result.out().strip();
    }

    private static FirewallException failed(FirewallCommand command, CommandResult result) {
        return new FirewallException(
                command.argv(), result.exit(), (result.out() + result.err()).strip(), "see what firewalld says");
    }

    private static FirewallCommand command(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(PATH));
        argv.addAll(List.of(arguments));
        return new FirewallCommand(argv, "");
    }
}
