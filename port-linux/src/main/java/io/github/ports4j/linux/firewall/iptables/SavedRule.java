package io.github.ports4j.linux.firewall.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as iptables-save prints it.
 *
 * @param chain its chain
 * @param words its matches and its target, without quotes
 * @param text the line, from {@code -A} on
 */
record SavedRule(String chain, List<String> words, String text) {
    SavedRule {
        words = List.copyOf(words);
    }

    /** Reads a line {@code -A INPUT …}; empty if it is none. */
    static Optional<SavedRule> parse(String line) {
        List<String> words = words(line);
        return line.startsWith("-A ") && words.size() >= 2
                ? Optional.of(new SavedRule(words.get(1), words.subList(2, words.size()), line))
                : Optional.empty();
    }

    /**
     * The words of a line. In quotes a backslash stands before a quote or a backslash; iptables 1.8.9 also puts one before {@code '}.
     *
     * @see "iptables 1.8.9, libxtables/xtables.c, xtables_save_string"
     */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                begun = true; // "" is a word too
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
