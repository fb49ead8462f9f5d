package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import java.util.Optional;
import java.util.Set;

/** What would be in the way of a rule of ours: pf's rules are judged as they would be with it. */
final class Foresight {
    private final Rulesets rulesets;
    private final Optional<Set<String>> skipped;

    Foresight(Rulesets rulesets, Optional<Set<String>> skipped) {
        this.rulesets = rulesets;
        this.skipped = skipped;
    }

    /** Why a rule would be of no use; empty if it would be, or that can't be told. */
    Optional<FilterObstacle> obstacle(RuleAnchor anchor, String text, FirewallRule rule) {
        rulesets.put(anchor.path(), text);
        Reach reach = new Reach(rulesets);
        if (!reach.contains(anchor.path())) {
            return Optional.of(new FilterObstacle(FirewallEffect.INERT, Hook.MISSING));
        }
        Judgement judgement = new Judgement(rulesets, reach, skipped);
        boolean open = anchor.action() == FirewallAction.OPEN;
        for (AddressBlock source : rule.sources()) {
            FilterVerdict verdict =
                    judgement.of(new FilterQuestion(rule.protocol(), rule.ports(), source, rule.interfaceName()));
            boolean blocked = verdict.outcome() == Outcome.CLOSED || verdict.outcome() == Outcome.PARTLY;
            boolean useless = open ? blocked : verdict.outcome() == Outcome.OPEN;
            if (useless) {
                return Optional.of(new FilterObstacle(
                        open ? FirewallEffect.BLOCKED : FirewallEffect.INERT,
                        verdict.reason()
                                + " before a rule of ours is looked at; only who made that rule can change it"));
            }
        }
        return Optional.empty();
    }
}
