package io.github.ports4j.macos.firewall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All rules that pf looks at, whoever they are for: those that a chain of anchor lines leads to from the main ruleset, as far as that can be told. */
final class Reach {
    private final Rulesets rulesets;
    private final Set<String> paths = new LinkedHashSet<>();
    private final List<PfRule> rules = new ArrayList<>();

    /** Goes through all that is reached. */
    Reach(Rulesets rulesets) {
        this.rulesets = rulesets;
        Deque<String> todo = new ArrayDeque<>(List.of(Pfctl.MAIN));
        while (!todo.isEmpty()) {
            String path = todo.remove();
            if (paths.add(path)) {
                add(path, rulesets.filter(path), todo);
            }
        }
        Set<String> seen = new LinkedHashSet<>();
        todo.add(Pfctl.MAIN);
        while (!todo.isEmpty()) {
            String path = todo.remove();
            if (seen.add(path)) {
                add(path, rulesets.translation(path), todo);
            }
        }
    }

    private void add(String path, List<PfRule> some, Deque<String> todo) {
        for (PfRule rule : some) {
            rules.add(rule);
            if (rule.action().isAnchor()) {
                if (rule.call().isEmpty()) {
                    add(Rulesets.inBraces(path), rule.body(), todo);
                } else {
                    todo.addAll(rulesets.called(path, rule).orElse(List.of()));
                }
            }
        }
    }

    /** Whether it is certain that the rules for filtering of this anchor are looked at. */
    boolean contains(String path) {
        return paths.contains(path);
    }

    /** The rulesets for filtering, as they are found. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    /** The rules. */
    List<PfRule> rules() {
        return List.copyOf(rules);
    }
}
