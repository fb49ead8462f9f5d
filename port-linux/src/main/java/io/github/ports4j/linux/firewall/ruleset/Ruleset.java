package io.github.ports4j.linux.firewall.ruleset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All tables of a network namespace, or those that matter. */
public record Ruleset(List<Table> tables) {
    /** Keeps a copy of the tables. */
    public Ruleset {
        tables = List.copyOf(tables);
    }

    /** The table of this name. */
    public Optional<Table> table(TableId id) {
        return tables.stream().filter(table -> table.id().equals(id)).findFirst();
    }

    /** The chain of this name. */
    public Optional<Chain> chain(ChainId id) {
        return table(id.table()).flatMap(table -> table.chain(id.name()));
    }

    /** The same with this table in the place of the one of the same name, or in addition. */
    public Ruleset with(Table table) {
        List<Table> changed = new ArrayList<>(tables);
        changed.removeIf(other -> other.id().equals(table.id()));
        changed.add(table);
        return new Ruleset(changed);
    }

    /** The same without this table. */
    public Ruleset without(TableId id) {
        return new Ruleset(
                tables.stream().filter(table -> !table.id().equals(id)).toList());
    }

    /** The same as it would be with this rule at the head of these chains. */
    public Ruleset withHead(Collection<ChainId> heads, Rule rule) {
        return new Ruleset(tables.stream()
                .map(table -> new Table(
                        table.id(),
                        table.dormant(),
                        table.foreignTongue(),
                        table.chains().stream()
                                .map(chain -> heads.contains(new ChainId(table.id(), chain.name()))
                                        ? chain.withHead(rule)
                                        : chain)
                                .toList()))
                .toList());
    }
}
