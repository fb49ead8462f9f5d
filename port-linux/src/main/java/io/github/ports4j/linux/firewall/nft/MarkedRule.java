package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FirewallEntryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A rule of ours as it was found.
 *
 * @param chain where
 * @param place what kind of place that is
 * @param handle the kernel's number for it
 * @param mark its mark
 * @param part what it is for
 * @param text it as nft writes it
 */
record MarkedRule(ChainId chain, RuleForm.Place place, long handle, FilterMark mark, RulePart part, String text) {

    /** All in these tables. */
    static List<MarkedRule> in(Ruleset ruleset, Predicate<TableId> tables) {
        List<MarkedRule> found = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            if (tables.test(table.id())) {
                for (Chain chain : table.chains()) {
                    chain.rules().forEach(rule -> of(table.id(), chain, rule).ifPresent(found::add));
                }
            }
        }
        return found;
    }

    /** It, if it has a mark and the whole form that ours have. A rule that somebody has changed, or copied, is not ours. */
    private static Optional<MarkedRule> of(TableId table, Chain chain, Rule rule) {
        Optional<FilterMark> mark = mark(rule);
        Optional<RulePart> part = mark.isEmpty() ? Optional.empty() : RulePartReader.of(rule, table.family());
        if (part.isEmpty() || rule.handle().isEmpty()) {
            return Optional.empty();
        }
        RuleForm.Place place = RuleText.isOwn(table)
                ? RuleForm.Place.OWN
                : chain.base().map(BaseChain::hook).equals(Optional.of(Hook.INPUT))
                        ? RuleForm.Place.INPUT
                        : RuleForm.Place.PREROUTING;
        String set = RuleText.set(mark.get().id());
        if (!new RuleForm(place, table.family(), part.get(), set).isOf(rule.statements())) {
            return Optional.empty();
        }
        return Optional.of(new MarkedRule(
                new ChainId(table, chain.name()),
                place,
                rule.handle().getAsLong(),
                mark.get(),
                part.get(),
                rule.text()));
    }

    private static Optional<FilterMark> mark(Rule rule) {
        return rule.comment().flatMap(FilterMark::parse);
    }

    /** Rules of this table that bear the mark of a rule of ours and are none of ours. */
    static List<Rule> changed(Table table, String id) {
        return table.chains().stream()
                .flatMap(chain -> chain.rules().stream()
                        .filter(rule ->
                                mark(rule).filter(mark -> mark.id().equals(id)).isPresent())
                        .filter(rule -> of(table.id(), chain, rule).isEmpty()))
                .toList();
    }

    FirewallAction action() {
        return place == RuleForm.Place.OWN ? FirewallAction.DENY : FirewallAction.OPEN;
    }

    /** The same without what rules of ours open. */
    static Ruleset withoutOpenings(Ruleset ruleset) {
        return new Ruleset(ruleset.tables().stream()
                .map(table -> RuleText.isOwn(table.id()) || table.foreignTongue() ? table : withoutMarked(table))
                .toList());
    }

    private static Table withoutMarked(Table table) {
        List<Chain> chains = table.chains().stream()
                .map(chain -> new Chain(
                        chain.name(),
                        chain.base(),
                        chain.rules().stream()
                                .filter(rule -> of(table.id(), chain, rule).isEmpty())
                                .toList()))
                .toList();
        return new Table(table.id(), table.dormant(), table.foreignTongue(), chains);
    }

    /** It as a user sees it, from all rules of one mark. */
    static FirewallEntry entry(List<MarkedRule> rules) {
        MarkedRule first = rules.get(0);
        FirewallEntryBuilder entry = new FirewallEntryBuilder(
                        first.mark(),
                        first.action(),
                        FirewallManager.NFTABLES,
                        first.part().protocol(),
                        first.part().ports())
                .sources(rules.stream()
                        .flatMap(rule -> rule.part().sources().stream())
                        .distinct()
                        .toList())
                .rules(rules.stream()
                        .map(rule -> rule.chain() + " " + rule.text())
                        .toList());
        first.part().interfaceName().ifPresent(entry::interfaceName);
        return entry.build();
    }
}
