package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one rule of ours is for. A {@link FirewallRule} takes one, or one for each family.
 *
 * @param protocol the protocol
 * @param ports to these ports
 * @param sources from these; of one family, or all of both
 * @param interfaceName by this interface
 */
record RulePart(
        TransportProtocol protocol, PortRange ports, List<AddressBlock> sources, Optional<String> interfaceName) {
    RulePart {
        sources = List.copyOf(sources);
    }

    /** Those of a rule for tables of this family. */
    static List<RulePart> of(FirewallRule rule, TableFamily table) {
        if (table == TableFamily.INET && rule.isFromAny()) {
            return List.of(new RulePart(rule.protocol(), rule.ports(), rule.sources(), rule.interfaceName()));
        }
        return Arrays.stream(AddressFamily.values())
                .filter(table::covers)
                .flatMap(family -> of(rule, family).stream())
                .toList();
    }

    /** That of a rule for this family, where it has sources of it. */
    static Optional<RulePart> of(FirewallRule rule, AddressFamily family) {
        List<AddressBlock> sources = rule.sources(family);
        return sources.isEmpty()
                ? Optional.empty()
                : Optional.of(new RulePart(rule.protocol(), rule.ports(), sources, rule.interfaceName()));
    }

    /** Whether it is for everybody, of both families. */
    boolean isForBothFamilies() {
        return sources.stream().map(AddressBlock::family).distinct().count() > 1;
    }
}
