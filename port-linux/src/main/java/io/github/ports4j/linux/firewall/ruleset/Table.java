package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;
import java.util.Optional;

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
}
