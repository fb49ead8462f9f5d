package io.github.ports4j.linux.firewall.ruleset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A table.
 *
 * @param id its family and name
 * @param dormant whether its base chains are switched off
 * @param foreignTongue whether it holds rules of iptables-nft, whose matches nft does not tell: what is decoded from iptables-save can
 *     {@linkplain Ruleset#with(Table) take its place}
 * @param chains its chains
 */
public record Table(TableId id, boolean dormant, boolean foreignTongue, List<Chain> chains) {
    /** Keeps a copy of the chains. */
    public Table {
        chains = List.copyOf(chains);
    }

    /** The chain of this name. */
    public Optional<Chain> chain(String name) {
        return chains.stream().filter(chain -> chain.name().equals(name)).findFirst();
    }

    /**
     * Whether a packet may meet such a statement from this chain on. One in a chain that is called and not known may be of any kind.
     *
     * @param counts which rules are looked at
     */
    public boolean reaches(Chain start, Predicate<Rule> counts, Predicate<Statement> wanted) {
        Set<String> seen = new HashSet<>();
        Deque<Chain> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (Rule rule : open.remove().rules()) {
                if (!counts.test(rule)) {
                    continue;
                }
                if (rule.statements().stream().anyMatch(wanted)) {
                    return true;
                }
                for (String name : rule.targets()) {
                    Optional<Chain> called = chain(name);
                    if (called.isEmpty()) {
                        return true;
                    }
                    if (seen.add(name)) {
                        open.add(called.get());
                    }
                }
            }
        }
        return false;
    }
}
