package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a rule of ours another mark: its anchor is loaded anew in one transaction, so that at no moment it is out of force. What is there is
 * read anew before: a rule that has gone is not to come back, nor a token that was written since to be lost. Of one that has gone it makes nothing.
 */
final class RuleRenewal implements FilterChange {
    private final Pfctl pfctl;
    private final OwnRules rules;
    private final Optional<OwnRule> found;
    private final FilterMark mark;

    RuleRenewal(Pfctl pfctl, OwnRules rules, Optional<OwnRule> found, FilterMark mark) {
        this.pfctl = pfctl;
        this.rules = rules;
        this.found = found;
        this.mark = mark;
    }

    private String text(OwnRule rule) {
        return new RuleText(rule.anchor(), rule.sources(), rule.interfaceName()).text(mark, rule.token());
    }

    @Override
    public List<FirewallCommand> commands() {
        return found.map(rule -> Pfctl.loading(rule.anchor().path(), text(rule))).stream()
                .toList();
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return Optional.empty();
    }

    @Override
    public FilterHold apply() {
        found.flatMap(rule -> rules.in(rule.anchor())).ifPresent(this::load);
        return FilterHold.NONE;
    }

    private void load(OwnRule now) {
        OwnRules.requireAlone(now);
        String text = text(now);
        pfctl.check(text);
        List<String> labels = Stream.concat(Stream.of(mark.text()), now.token().map(TokenLabel::text).stream())
                .toList();
        pfctl.load(now.anchor().path(), text);
        rules.requireLabels(now.anchor(), labels);
    }
}
