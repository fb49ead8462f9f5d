package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the rules of ours, takes them out and puts them in. What is not ours in name and mark is not touched. */
final class OwnRules {
    private final Pfctl pfctl;
    private final RuleParser parser;

    OwnRules(Pfctl pfctl, RuleParser parser) {
        this.pfctl = pfctl;
        this.parser = parser;
    }

    /** All of them. */
    List<OwnRule> all() {
        List<OwnRule> found = new ArrayList<>();
        for (String path : pfctl.children(RuleAnchor.PARENT)) {
            RuleAnchor.parse(path).flatMap(this::in).ifPresent(found::add);
        }
        return found;
    }

    /** What is in this anchor now; empty if there is nothing of ours. To be asked right before something is done, as others may do the same. */
    Optional<OwnRule> in(RuleAnchor anchor) {
        return OwnRule.of(anchor, parser.parse(pfctl.filterRules(anchor.path())));
    }

    /** Those of this id; more than one only if somebody else copied it. */
    List<OwnRule> of(String id) {
        return all().stream().filter(rule -> rule.anchor().id().equals(id)).toList();
    }

    /** Looks whether pf has in this anchor what it was given: rules with these labels, and with no others. */
    void requireLabels(RuleAnchor anchor, List<String> labels) {
        List<String> read = pfctl.labels(anchor.path());
        if (!read.containsAll(labels) || !labels.containsAll(read)) {
            throw new FirewallException(
                    List.of(Pfctl.PROGRAM, "-a", anchor.path(), "-f", "-"),
                    0,
                    "the labels are then " + read,
                    "pf did not take the rules, or somebody else changed them at the same time");
        }
    }

    /** Gives back what a token stands for, if it still does: whoever disables pf takes all of them away. */
    void release(TokenLabel token) {
        if (pfctl.references().stream().anyMatch(token::isOf)) {
            pfctl.release(token.token());
        }
    }

    /** Takes an anchor away, and looks whether it has gone. */
    void flush(RuleAnchor anchor) {
        pfctl.flush(anchor.path());
        if (!pfctl.filterRules(anchor.path()).isEmpty()) {
            throw new FirewallException(
                    Pfctl.flushing(anchor.path()).argv(),
                    0,
                    "",
                    "the rules are still there; somebody else may have put them back");
        }
    }

    /** Refuses to change an anchor into which somebody else has put a rule. */
    static void requireAlone(OwnRule rule) {
        if (!rule.foreign().isEmpty()) {
            throw new FirewallException(
                    Pfctl.flushing(rule.anchor().path()).argv(),
                    -1,
                    "",
                    "not run, as the anchor also holds a rule that is not ours: '"
                            + rule.foreign().get(0).text() + "'; whoever put it there has to take it away");
        }
    }
}
