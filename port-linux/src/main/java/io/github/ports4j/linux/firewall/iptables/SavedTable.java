package io.github.ports4j.linux.firewall.iptables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as iptables-save prints it.
 *
 * @param name its name
 * @param policies its chains, and of the built-in ones the policy; {@code -} for others
 * @param rules its rules, in the order of each chain
 */
record SavedTable(String name, Map<String, String> policies, List<SavedRule> rules) {
    private static final Pattern UNTOLD =
            Pattern.compile("^# Table `(.*)' is incompatible, use 'nft' tool\\.$", Pattern.MULTILINE);

    SavedTable {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        rules = List.copyOf(rules);
    }

    /**
     * The tables that iptables-save names in a remark and does not print: it has no words for some rule of nft's own in them, and then
     * tells none of their rules.
     *
     * @see "iptables 1.8.9, iptables/xtables-save.c, __do_output"
     */
    static Set<String> untold(String text) {
        return UNTOLD.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toUnmodifiableSet());
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
            Optional<SavedRule> rule = SavedRule.parse(line);
            if (line.startsWith("*") && name == null && words.size() == 1) {
                name = line.substring(1);
            } else if (line.startsWith(":") && name != null && words.size() >= 2) {
                policies.put(words.get(0).substring(1), words.get(1));
            } else if (name != null
                    && rule.isPresent()
                    && policies.containsKey(rule.get().chain())) {
                rules.add(rule.get());
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
