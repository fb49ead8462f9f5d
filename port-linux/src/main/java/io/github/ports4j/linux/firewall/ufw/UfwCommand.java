package io.github.ports4j.linux.firewall.ufw;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program ufw(8). Its sources are written as {@code 0.0.0.0/0} and {@code ::/0} and never as {@code any}, which stands for both
 * families and would add or delete a rule in each.
 */
final class UfwCommand {
    static final String PATH = UfwOpening.PROGRAM;

    private static final List<String> IPTABLES = List.of("/usr/sbin/", "/sbin/");

    private final CommandRunner programs;

    UfwCommand(CommandRunner programs) {
        this.programs = programs;
    }

    /** Puts it before all others; never changes one that is there, as {@code allow} alone would. */
    static FirewallCommand prepend(OwnRules.Piece piece) {
        return command(
                List.of("prepend", "allow"),
                piece,
                List.of("comment", piece.mark().text()));
    }

    /** Gives it another comment; it stays where it is. */
    static FirewallCommand comment(OwnRules.Piece piece, FilterMark mark) {
        return command(List.of("allow"), piece, List.of("comment", mark.text()));
    }

    /** Deletes by what it is for, as numbers change; the comment plays no part in that. */
    static FirewallCommand delete(OwnRules.Piece piece) {
        return command(List.of("delete", "allow"), piece, List.of());
    }

    private static FirewallCommand command(List<String> verb, OwnRules.Piece piece, List<String> comment) {
        List<String> argv = new ArrayList<>(List.of(PATH));
        argv.addAll(verb);
        piece.interfaceName().ifPresent(name -> argv.addAll(List.of("in", "on", name)));
        argv.addAll(List.of(
                "proto", piece.protocol().toString(), "from", piece.source().toString()));
        argv.addAll(List.of("to", "any", "port", UfwTuple.port(piece.ports())));
        argv.addAll(comment);
        return new FirewallCommand(argv, "");
    }

    /**
     * Whether iptables says that there is no such rule, or not even the chain in which ufw would have it. False where it can't be told.
     *
     * @see "ufw 0.36.2, src/rule.py, format_rule"
     */
    boolean isSurelyOutOfForce(OwnRules.Piece piece) {
        boolean four = piece.source().family() == AddressFamily.IPV4;
        String name = four ? "iptables" : "ip6tables";
        Optional<String> program = IPTABLES.stream()
                .map(folder -> folder + name)
                .filter(programs::isThere)
                .findFirst();
        if (program.isEmpty()) {
            return false;
        }
        String protocol = piece.protocol().toString();
        List<String> argv = new ArrayList<>(List.of(program.get(), "-w", "5", "-C"));
        argv.add(four ? "ufw-user-input" : "ufw6-user-input");
        piece.interfaceName().ifPresent(device -> argv.addAll(List.of("-i", device)));
        argv.addAll(List.of("-s", piece.source().toString(), "-p", protocol));
        String ports = UfwTuple.port(piece.ports());
        argv.addAll(
                piece.ports().size() == 1
                        ? List.of("-m", protocol, "--dport", ports)
                        : List.of("-m", "multiport", "--dports", ports));
        argv.addAll(List.of("-j", "ACCEPT"));
        CommandResult result = programs.run(new FirewallCommand(argv, ""));
        return result.exit() == 1
                && (result.err().contains("does a matching rule exist")
                        || result.err().contains("No chain/target/match by that name"));
    }

    /**
     * Runs it, which must say one of these.
     *
     * @return what it said
     */
    String run(FirewallCommand command, String... expected) {
        CommandResult result = programs.run(command);
        String said = (result.out() + result.err()).strip();
        if (said.contains("You need to be root")) {
            throw new NotPermittedException("to run " + PATH, "ufw needs root");
        }
        if (result.exit() == 0) {
            for (String text : expected) {
                if (result.out().startsWith(text)) {
                    return said;
                }
            }
        }
        throw new FirewallException(
                command.argv(), result.exit(), said, "see what ufw says; rules of others were not changed");
    }
}
