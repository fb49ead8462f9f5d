package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import java.util.Map;

/**
 * All tables as they were at one moment.
 *
 * @param ruleset their chains that packets to this host may meet
 * @param sets the sets of each table that has some
 */
record Listing(Ruleset ruleset, Map<TableId, NamedSets> sets) {
    Listing {
        sets = Map.copyOf(sets);
    }

    /** The sets of a table. */
    NamedSets sets(TableId table) {
        return sets.getOrDefault(table, new NamedSets());
    }
}
