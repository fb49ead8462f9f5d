package io.github.ports4j.linux.firewall.firewalld;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rich rules that are there, at one look: firewalld is slow, and so is asked once for each zone. */
final class RichRules {
    private final FirewallCmd firewalld;
    private final Map<String, Set<String>> byZone = new HashMap<>();

    RichRules(FirewallCmd firewalld) {
        this.firewalld = firewalld;
    }

    /** Those of the record that are there. */
    RuleRecord present(RuleRecord record) {
        return record.with(record.rules().stream().filter(this::has).toList());
    }

    private boolean has(RichRule rule) {
        return byZone.computeIfAbsent(rule.zone(), firewalld::richRules).contains(rule.text());
    }
}
