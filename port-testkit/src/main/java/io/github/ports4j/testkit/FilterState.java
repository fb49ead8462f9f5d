package io.github.ports4j.testkit;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import io.github.ports4j.spi.FirewallEntryBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of a fake host's packet filter. */
final class FilterState {
    /** Somebody's rules, tried in this order. */
    final List<Rule> foreign = new ArrayList<>();

    /** What drops before any rule of ours that opens. */
    final List<Rule> finalDrops = new ArrayList<>();

    /** The library's, by id. */
    final Map<String, Ours> ours = new LinkedHashMap<>();

    /** How many rules of the library other processes have made. */
    int madeByOthers;

    boolean dropsTheRest;
    boolean obscure;

    /** A rule and what it does. */
    record Rule(FirewallRule rule, FirewallAction action) {
        @Override
        public String toString() {
            return (action == FirewallAction.OPEN ? "accept " : "drop ") + rule;
        }
    }

    /** A rule of the library. */
    record Ours(Rule rule, FilterMark mark) {
        boolean inForce(Instant now) {
            return mark.expires().isEmpty() || mark.expires().get().isAfter(now);
        }

        FirewallEntry entry() {
            FirewallEntryBuilder entry = new FirewallEntryBuilder(
                            mark,
                            rule.action(),
                            FirewallManager.NFTABLES,
                            rule.rule().protocol(),
                            rule.rule().ports())
                    .sources(rule.rule().sources())
                    .rules(List.of(rule + " # " + mark));
            rule.rule().interfaceName().ifPresent(entry::interfaceName);
            return entry.build();
        }
    }

    boolean filters() {
        return dropsTheRest
                || !finalDrops.isEmpty()
                || foreign.stream().anyMatch(rule -> rule.action() == FirewallAction.DENY)
                || ours.values().stream().anyMatch(mine -> mine.rule().action() == FirewallAction.DENY);
    }

    List<String> foreignRules() {
        List<String> all = new ArrayList<>();
        finalDrops.forEach(rule -> all.add("finally " + rule));
        foreign.forEach(rule -> all.add(rule.toString()));
        all.add(dropsTheRest ? "drop" : "accept");
        return List.copyOf(all);
    }

    FilterVerdict judge(FilterQuestion question, Instant now) {
        if (obscure) {
            return new FilterVerdict(Outcome.UNKNOWN, true, "there is a rule that nobody understands");
        }
        Set<FirewallAction> possible = EnumSet.noneOf(FirewallAction.class);
        List<String> reasons = new ArrayList<>();
        follow(inOrder(now), 0, question, possible, reasons);
        Outcome outcome = possible.size() > 1
                ? Outcome.PARTLY
                : possible.contains(FirewallAction.OPEN) ? Outcome.OPEN : Outcome.CLOSED;
        return new FilterVerdict(outcome, filters(), filters() ? String.join(", ", reasons) : "nothing filters here");
    }

    boolean letsIn(TransportProtocol protocol, PortRange port, AddressBlock source, Instant now) {
        return source.address().isLoopbackAddress()
                || inOrder(now).stream()
                                .filter(rule -> rule.rule().protocol() == protocol
                                        && rule.rule().ports().contains(port.first())
                                        && rule.rule().sources().stream().anyMatch(block -> block.contains(source)))
                                .findFirst()
                                .map(Rule::action)
                                .orElse(dropsTheRest ? FirewallAction.DENY : FirewallAction.OPEN)
                        == FirewallAction.OPEN;
    }

    /** All rules in the order in which a packet meets them; the first that matches decides. */
    private List<Rule> inOrder(Instant now) {
        List<Rule> rules = new ArrayList<>(finalDrops);
        for (FirewallAction action : List.of(FirewallAction.DENY, FirewallAction.OPEN)) {
            ours.values().stream()
                    .filter(mine -> mine.rule().action() == action && mine.inForce(now))
                    .forEach(mine -> rules.add(mine.rule()));
        }
        rules.addAll(foreign);
        return rules;
    }

    private void follow(
            List<Rule> rules, int from, FilterQuestion question, Set<FirewallAction> possible, List<String> reasons) {
        for (int i = from; i < rules.size(); i++) {
            FirewallRule rule = rules.get(i).rule();
            if (rule.protocol() != question.protocol() || !overlap(rule, question)) {
                continue;
            }
            possible.add(rules.get(i).action());
            reasons.add(rules.get(i).toString());
            if (covers(rule, question)) {
                return;
            }
        }
        possible.add(dropsTheRest ? FirewallAction.DENY : FirewallAction.OPEN);
        reasons.add(dropsTheRest ? "the policy drops" : "the policy accepts");
    }

    private static boolean overlap(FirewallRule rule, FilterQuestion question) {
        return rule.ports().first() <= question.ports().last()
                && question.ports().first() <= rule.ports().last()
                && rule.sources().stream().anyMatch(block -> block.overlaps(question.source()));
    }

    private static boolean covers(FirewallRule rule, FilterQuestion question) {
        boolean interfaces =
                rule.interfaceName().isEmpty() || rule.interfaceName().equals(question.interfaceName());
        return interfaces
                && rule.ports().contains(question.ports().first())
                && rule.ports().contains(question.ports().last())
                && rule.sources().stream().anyMatch(block -> block.contains(question.source()));
    }
}
