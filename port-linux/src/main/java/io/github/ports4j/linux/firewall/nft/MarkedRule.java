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
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
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
 * @param action what it does
 * @param text it as nft writes it
 */
record MarkedRule(
        ChainId chain,
        RuleText.Place place,
        long handle,
        FilterMark mark,
        RulePart part,
        FirewallAction action,
        String text) {

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

    private static Optional<MarkedRule> of(TableId table, Chain chain, Rule rule) {
        Optional<FilterMark> mark = rule.comment().flatMap(FilterMark::parse);
        Optional<RulePart> part = mark.isEmpty() ? Optional.empty() : RulePartReader.of(rule, table.family());
        Optional<FirewallAction> action = action(rule);
        if (mark.isEmpty()
                || part.isEmpty()
                || action.isEmpty()
                || rule.handle().isEmpty()) {
            return Optional.empty();
        }
        RuleText.Place place = RuleText.isOwn(table)
                ? RuleText.Place.OWN
                : chain.base().map(BaseChain::hook).equals(Optional.of(Hook.INPUT))
                        ? RuleText.Place.INPUT
                        : RuleText.Place.PREROUTING;
        return Optional.of(new MarkedRule(
                new ChainId(table, chain.name()),
                place,
                rule.handle().getAsLong(),
                mark.get(),
                part.get(),
                action.get(),
                rule.text()));
    }

    private static Optional<FirewallAction> action(Rule rule) {
        Statement last = rule.statements().isEmpty()
                ? new Verdict.Continue()
                : rule.statements().get(rule.statements().size() - 1);
        return last instanceof Verdict.Accept
                ? Optional.of(FirewallAction.OPEN)
                : last instanceof Verdict.Drop ? Optional.of(FirewallAction.DENY) : Optional.empty();
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
                                .filter(rule -> rule.comment()
                                        .flatMap(FilterMark::parse)
                                        .isEmpty())
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
