package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;

/**
 * A verdict by what the packet has; if it has none of these, the rule is over.
 *
 * @param key what is looked at
 * @param entries which verdict for which values; no packet has two of them
 */
public record VerdictMap(List<Selector> key, List<Entry> entries) implements Statement {
    /** Keeps copies, and checks that each entry has a value for each field. */
    public VerdictMap {
        key = List.copyOf(key);
        entries = List.copyOf(entries);
        for (Entry entry : entries) {
            if (entry.element().values().size() != key.size()) {
                throw new IllegalArgumentException("not a member of a map of " + key + ": " + entry);
            }
        }
    }

    @Override
    public boolean mayDrop() {
        return entries.stream().anyMatch(entry -> entry.verdict().mayDrop());
    }

    /**
     * A verdict for some values.
     *
     * @param element the values
     * @param verdict the verdict
     */
    public record Entry(Element element, Verdict verdict) {}
}
