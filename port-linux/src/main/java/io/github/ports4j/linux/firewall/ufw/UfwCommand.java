package io.github.ports4j.linux.firewall.ufw;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterMark;
import java.util.ArrayList;
import java.util.List;

/**
 * The program ufw(8). Its sources are written as {@code 0.0.0.0/0} and {@code ::/0} and never as {@code any}, which stands for both
 * families and would add or delete a rule in each.
 */
final class UfwCommand {
    static final String PATH = UfwOpening.PROGRAM;

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
