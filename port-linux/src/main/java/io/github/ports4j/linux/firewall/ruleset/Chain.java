package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chain.
 *
 * @param name its name, of which there is one in its table
 * @param base where it is called; empty if only rules call it, or if it is called where no packet to this host comes
 * @param rules its rules, in their order
 */
public record Chain(String name, Optional<BaseChain> base, List<Rule> rules) {
    /** Keeps a copy of the rules. */
    public Chain {
        rules = List.copyOf(rules);
    }

    /** The same with this rule before all others. */
    Chain withHead(Rule rule) {
        return new Chain(
                name, base, Stream.concat(Stream.of(rule), rules.stream()).toList());
    }
}
