package io.github.ports4j.macos.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a rule as pfctl prints it: what stands in quotes or in round brackets is one. */
final class Words {
    private final List<String> words;
    private int at;

    private Words(List<String> words) {
        this.words = words;
    }

    /** Takes a line apart; empty if a quote or a bracket is not closed. */
    static Optional<Words> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            } else if (c == '"') {
                end = line.indexOf('"', at + 1) + 1;
            } else if (c == '(') {
                end = closing(line, at) + 1;
            } else if (c == '{' || c == '}') {
                end = at + 1;
            } else {
                end = at;
                while (end < line.length() && " \t\"({}".indexOf(line.charAt(end)) < 0) {
                    end++;
                }
            }
            if (end == 0) {
                return Optional.empty();
            }
            words.add(line.substring(at, end));
            at = end;
        }
        return Optional.of(new Words(words));
    }

    private static int closing(String line, int open) {
        int depth = 0;
        for (int i = open; i < line.length(); i++) {
            depth += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    boolean isAtEnd() {
        return at == words.size();
    }

    /** The next word, which stays; empty at the end. */
    String peek() {
        return isAtEnd() ? "" : words.get(at);
    }

    /** The next word; empty at the end. */
    String next() {
        String word = peek();
        at += isAtEnd() ? 0 : 1;
        return word;
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        boolean same = !isAtEnd() && peek().equals(word);
        at += same ? 1 : 0;
        return same;
    }

    /** Whether the next is one in round brackets. */
    boolean isAtBracket() {
        return peek().startsWith("(");
    }

    /** The next word without the quotes that it may have. */
    String nextUnquoted() {
        String word = next();
        return word.startsWith("\"") && word.length() >= 2 ? word.substring(1, word.length() - 1) : word;
    }
}
