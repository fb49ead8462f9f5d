package io.github.ports4j.cli;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which rules of ours are to be closed by one argument.
 *
 * @param what how a message names them
 * @param matches whether a rule is meant
 * @param span of a port: what the argument says
 */
record RuleChoice(String what, Predicate<FirewallEntry> matches, Optional<PortSpan> span) {
    static final String ID = "--id";
    static final String ALL = "--all";

    /**
     * Reads what was given.
     *
     * @throws UsageException if nothing was, or more than one kind of it
     */
    static List<RuleChoice> of(Invocation call) {
        List<String> ids = call.values(ID);
        Optional<String> label = call.value(RuleOptions.LABEL);
        long kinds = Stream.of(!call.operands().isEmpty(), !ids.isEmpty(), label.isPresent(), call.has(ALL))
                .filter(given -> given)
                .count();
        if (kinds != 1) {
            throw new UsageException("say what to close: a port, or " + RuleOptions.LABEL + " TEXT, or " + ID
                    + " ID, or " + ALL + (kinds == 0 ? "" : "; one of them"));
        }
        if (call.has(ALL)) {
            return List.of(new RuleChoice("at all", entry -> true, Optional.empty()));
        }
        if (label.isPresent()) {
            return List.of(labelled(label.get()));
        }
        return ids.isEmpty()
                ? call.operands().stream()
                        .map(PortSpan::parse)
                        .distinct()
                        .map(RuleChoice::exactly)
                        .toList()
                : ids.stream().distinct().map(RuleChoice::id).toList();
    }

    private static RuleChoice labelled(String label) {
        Arguments.read(label, FirewallRule.tcp(1)::labelled); // what no rule can have was mistyped
        return new RuleChoice("labelled " + label, entry -> entry.label().equals(Optional.of(label)), Optional.empty());
    }

    private static RuleChoice id(String id) {
        if (!id.matches("[0-9a-f]{8}")) {
            throw new UsageException("not the id of a rule: '" + id + "'; 'ports firewall' shows them");
        }
        return new RuleChoice("with id " + id, entry -> entry.id().equals(id), Optional.empty());
    }

    /** Only rules for just these ports: another may have been made for a reason of its own. */
    private static RuleChoice exactly(PortSpan span) {
        return new RuleChoice("for " + span, entry -> PortSpan.of(entry).equals(span), Optional.of(span));
    }

    /** Whether a rule, meant or not, does something for one of the ports. */
    boolean touches(FirewallEntry entry) {
        return span.isPresent() && span.get().overlaps(PortSpan.of(entry));
    }
}
