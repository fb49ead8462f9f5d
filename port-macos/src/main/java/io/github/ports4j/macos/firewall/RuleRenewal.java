package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives a rule of ours another mark: its anchor is loaded anew in one transaction, so that at no moment it is out of force. */
final class RuleRenewal implements FilterChange {
    private final Pfctl pfctl;
    private final OwnRules rules;
    private final OwnRule found;
    private final FilterMark mark;
    private final String text;

    RuleRenewal(Pfctl pfctl, OwnRules rules, OwnRule found, FilterMark mark) {
        this.pfctl = pfctl;
        this.rules = rules;
        this.found = found;
        this.mark = mark;
        this.text = new RuleText(found.anchor(), found.sources(), found.interfaceName()).text(mark, found.token());
    }

    @Override
    public List<FirewallCommand> commands() {
        return List.of(Pfctl.loading(found.anchor().path(), text));
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return Optional.empty();
    }

    @Override
    public FilterHold apply() {
        OwnRules.requireAlone(found);
        pfctl.check(text);
        List<String> labels = Stream.concat(Stream.of(mark.text()), found.token().map(TokenLabel::text).stream())
                .toList();
        pfctl.load(found.anchor().path(), text);
        rules.requireLabels(found.anchor(), labels);
        return FilterHold.NONE;
    }
}
