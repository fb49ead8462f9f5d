package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FirewallEntryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule of ours as it was found: in an anchor that has our name, with our mark.
 *
 * @param anchor where
 * @param mark its mark
 * @param token what has to be given back with it; empty if it opens, or what made it was cut off before that was written
 * @param rules it as pf has it
 * @param foreign what else is in the anchor, which somebody else has put there
 */
record OwnRule(
        RuleAnchor anchor, FilterMark mark, Optional<TokenLabel> token, List<PfRule> rules, List<PfRule> foreign) {
    /** Looks who made these rules; empty if none of them has our mark. */
    static Optional<OwnRule> of(RuleAnchor anchor, List<PfRule> rules) {
        Optional<FilterMark> mark = Optional.empty();
        Optional<TokenLabel> token = Optional.empty();
        List<PfRule> own = new ArrayList<>();
        List<PfRule> foreign = new ArrayList<>();
        for (PfRule rule : rules) {
            Optional<FilterMark> found =
                    FilterMark.parse(rule.label()).filter(it -> it.id().equals(anchor.id()));
            Optional<TokenLabel> written = TokenLabel.parse(rule.label());
            if (found.isPresent()) {
                mark = mark.or(() -> found);
                own.add(rule);
            } else if (written.isPresent()) {
                token = token.or(() -> written);
            } else {
                foreign.add(rule);
            }
        }
        Optional<TokenLabel> last = token;
        return mark.map(it -> new OwnRule(anchor, it, last, List.copyOf(own), List.copyOf(foreign)));
    }

    /** From where. */
    List<AddressBlock> sources() {
        List<AddressBlock> sources = new ArrayList<>();
        for (PfRule rule : rules) {
            List<AddressBlock> named = rule.criteria().stream()
                    .filter(Criterion.Host.class::isInstance)
                    .map(Criterion.Host.class::cast)
                    .filter(Criterion.Host::source)
                    .map(Criterion.Host::block)
                    .toList();
            List<AddressFamily> families = rule.criteria().stream()
                    .filter(Criterion.Family.class::isInstance)
                    .map(it -> ((Criterion.Family) it).family())
                    .toList();
            sources.addAll(
                    named.isEmpty() ? families.stream().map(AddressBlock::all).toList() : named);
        }
        return sources;
    }

    /** By which interface; empty if by all but the loopback. */
    Optional<String> interfaceName() {
        return rules.stream()
                .flatMap(rule -> rule.criteria().stream())
                .filter(Criterion.OnInterface.class::isInstance)
                .map(Criterion.OnInterface.class::cast)
                .filter(on -> !on.negated())
                .map(Criterion.OnInterface::name)
                .findFirst();
    }

    FirewallEntry entry() {
        FirewallEntryBuilder entry = new FirewallEntryBuilder(
                        mark, anchor.action(), FirewallManager.PF, anchor.protocol(), anchor.ports())
                .sources(sources())
                .rules(rules.stream().map(PfRule::text).toList());
        interfaceName().ifPresent(entry::interfaceName);
        return entry.build();
    }
}
