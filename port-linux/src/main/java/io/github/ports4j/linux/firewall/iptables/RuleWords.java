package io.github.ports4j.linux.firewall.iptables;

import java.util.List;

/** The words of a rule, one after another. */
final class RuleWords {
    private final List<String> words;
    private int at;

    RuleWords(List<String> words) {
        this.words = words;
    }

    boolean hasNext() {
        return at < words.size();
    }

    /** The next, or {@code ""} behind the last. */
    String peek() {
        return hasNext() ? words.get(at) : "";
    }

    /** Takes the next; behind the last it is {@code ""}, which no option has as its value. */
    String next() {
        return hasNext() ? words.get(at++) : "";
    }

    /** Takes the next if it is this. */
    boolean skip(String word) {
        boolean found = peek().equals(word);
        at += found ? 1 : 0;
        return found;
    }
}
