package io.github.ports4j.linux.firewall.iptables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as iptables-save prints it.
 *
 * @param name its name
 * @param policies its chains, and of the built-in ones the policy; {@code -} for others
 * @param rules its rules, in the order of each chain
 */
record SavedTable(String name, Map<String, String> policies, List<SavedRule> rules) {
    SavedTable {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        rules = List.copyOf(rules);
    }

    /** The rules of one chain. */
    List<SavedRule> rules(String chain) {
        return rules.stream().filter(rule -> rule.chain().equals(chain)).toList();
    }

    /**
     * Reads what iptables-save has printed.
     *
     * @return empty if a line is none of its lines
     * @see "iptables-save(8)"
     */
    static Optional<List<SavedTable>> parse(String text) {
        List<SavedTable> tables = new ArrayList<>();
        String name = null;
        Map<String, String> policies = new LinkedHashMap<>();
        List<SavedRule> rules = new ArrayList<>();
        for (String line : text.lines().filter(SavedTable::saysSomething).toList()) {
            List<String> words = SavedRule.words(line);
            if (line.startsWith("*") && name == null && words.size() == 1) {
                name = line.substring(1);
            } else if (line.startsWith(":") && name != null && words.size() >= 2) {
                policies.put(words.get(0).substring(1), words.get(1));
            } else if (line.startsWith("-A ")
                    && name != null
                    && words.size() >= 2
                    && policies.containsKey(words.get(1))) {
                rules.add(new SavedRule(words.get(1), words.subList(2, words.size()), line));
            } else if (line.equals("COMMIT") && name != null) {
                tables.add(new SavedTable(name, policies, rules));
                name = null;
                policies.clear();
                rules.clear();
            } else {
                return Optional.empty();
            }
        }
        return name == null ? Optional.of(tables) : Optional.empty(); // else cut off
    }

    private static boolean saysSomething(String line) {
        return !line.startsWith("#") && !line.isBlank();
    }
}
