package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import java.util.Map;
import java.util.Set;

/**
 * All tables as they were at one moment.
 *
 * @param ruleset their chains that packets to this host may meet
 * @param sets the names of the sets of each table
 * @param owned the tables that belong to a process
 */
record Listing(Ruleset ruleset, Map<TableId, Set<String>> sets, Set<TableId> owned) {}
