package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterObstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes rules of ours away, the token before the rule: what ends between the two leaves the rule, by which both are found again. What is there
 * is read anew before it is taken away: it may have gone since, or its token have been written.
 */
final class RuleRemoval implements FilterChange {
    private final OwnRules rules;
    private final List<OwnRule> found;

    RuleRemoval(OwnRules rules, List<OwnRule> found) {
        this.rules = rules;
        this.found = found;
    }

    @Override
    public List<FirewallCommand> commands() {
        List<FirewallCommand> commands = new ArrayList<>();
        for (OwnRule rule : found) {
            rule.token().map(token -> Pfctl.releasing(token.token())).ifPresent(commands::add);
            commands.add(Pfctl.flushing(rule.anchor().path()));
        }
        return commands;
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return Optional.empty();
    }

    @Override
    public FilterHold apply() {
        List<OwnRule> there = found.stream()
                .map(OwnRule::anchor)
                .map(rules::in)
                .flatMap(Optional::stream)
                .toList();
        there.forEach(OwnRules::requireAlone);
        for (OwnRule rule : there) {
            rule.token().ifPresent(rules::release);
            rules.flush(rule.anchor());
        }
        return FilterHold.NONE;
    }
}
