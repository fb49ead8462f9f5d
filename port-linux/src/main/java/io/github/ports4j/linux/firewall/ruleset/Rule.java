package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rule.
 *
 * @param statements what it asks and does, in the order in which the kernel does it; what has no influence on the way of a packet
 *     may be left out
 * @param comment its comment
 * @param handle the kernel's number for it
 * @param text it as the filter writes it
 */
public record Rule(List<Statement> statements, Optional<String> comment, OptionalLong handle, String text) {
    /** Keeps a copy of the statements. */
    public Rule {
        statements = List.copyOf(statements);
    }

    /** One without comment and handle. */
    public static Rule of(String text, Statement... statements) {
        return new Rule(List.of(statements), Optional.empty(), OptionalLong.empty(), text);
    }

    /** The chains to which it may send packets. */
    public List<String> targets() {
        return statements.stream()
                .flatMap(statement -> targets(statement).stream())
                .toList();
    }

    private static List<String> targets(Statement statement) {
        if (statement instanceof Verdict verdict) {
            return target(verdict).map(List::of).orElse(List.of());
        }
        return statement instanceof VerdictMap map
                ? map.entries().stream()
                        .flatMap(entry -> target(entry.verdict()).stream())
                        .toList()
                : List.of();
    }

    private static Optional<String> target(Verdict verdict) {
        return verdict instanceof Verdict.Jump jump
                ? Optional.of(jump.chain())
                : verdict instanceof Verdict.Goto to ? Optional.of(to.chain()) : Optional.empty();
    }
}
