package io.github.ports4j.macos.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rulesets of pf, each read when it is first asked for and then kept, so that one question has one answer. Anchors are named by their
 * path from the main ruleset. Not safe for use by several threads.
 */
final class Rulesets {
    /** That of strcmp(3), by which pf has the anchors below another in order (RB_GENERATE of pf_anchor_node). */
    private static final Comparator<String> STRCMP =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    /** How deep anchors are followed. Of pf's own stack for them there are 64; nobody nests so deep but by an anchor that calls itself. */
    static final int DEEPEST = 16;

    private static final String BRACES = "{}";

    private final Pfctl pfctl;
    private final RuleParser parser;
    private final Map<String, List<PfRule>> filter = new HashMap<>();
    private final Map<String, List<PfRule>> translation = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    Rulesets(Pfctl pfctl, RuleParser parser) {
        this.pfctl = pfctl;
        this.parser = parser;
    }

    /** The rules of filtering. */
    List<PfRule> filter(String path) {
        return filter.computeIfAbsent(path, key -> parser.parse(pfctl.filterRules(key)));
    }

    /** The rules that change addresses, which come before. */
    List<PfRule> translation(String path) {
        return translation.computeIfAbsent(path, key -> parser.parse(pfctl.translationRules(key)));
    }

    /** The paths of the anchors right below, in the order in which {@code path/*} goes through them. */
    List<String> children(String path) {
        return children.computeIfAbsent(
                path, key -> pfctl.children(key).stream().sorted(STRCMP).toList());
    }

    /** As it would be with these rules in this anchor. */
    void put(String path, String rules) {
        int end = path.lastIndexOf('/');
        String parent = end < 0 ? Pfctl.MAIN : path.substring(0, end);
        List<String> all = new ArrayList<>(children(parent));
        if (!all.contains(path)) {
            all.add(path);
        }
        children.put(parent, all.stream().sorted(STRCMP).toList());
        filter.put(path, parser.parse(rules.lines().toList()));
        translation.putIfAbsent(path, List.of());
    }

    /**
     * Where an anchor line of a ruleset leads to, as paths in the order in which they are gone through. Empty if that can't be told, or if it
     * leads to where pfctl can't show the rules: it takes an asterisk at the end for a wish to see all that is below.
     *
     * @see "pf_anchor_setup() of bsd/net/pf_ruleset.c, xnu; main() of pfctl.c, OpenBSD 4.5"
     */
    Optional<List<String>> called(String from, PfRule anchor) {
        return resolved(from, anchor.call()).flatMap(path -> {
            boolean wildcard = path.endsWith("/*");
            String concrete = wildcard ? path.substring(0, path.length() - 2) : path;
            return concrete.contains("*") || concrete.contains(BRACES)
                    ? Optional.empty()
                    : Optional.of(wildcard ? children(concrete) : List.of(concrete));
        });
    }

    /** {@code "b"} of ruleset {@code a} is {@code a/b}, {@code "/b"} is {@code b}, and {@code "../b"} goes up. */
    private static Optional<String> resolved(String from, String call) {
        if (call.startsWith("/")) {
            return Optional.of(call.substring(1));
        }
        String path = from;
        String rest = call;
        while (rest.startsWith("../")) {
            if (path.isEmpty()) {
                return Optional.empty();
            }
            path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
            rest = rest.substring("../".length());
        }
        return Optional.of(path.isEmpty() ? rest : path + "/" + rest);
    }

    /** The ruleset of the rules in the braces of a line: pf has it below that of the line, by a number that pfctl does not show. */
    static String inBraces(String path) {
        return path.isEmpty() ? BRACES : path + "/" + BRACES;
    }

    /** How messages call a ruleset. */
    static String name(String path) {
        if (path.endsWith(BRACES)) {
            return "braces in " + name(path.substring(0, Math.max(0, path.length() - BRACES.length() - 1)));
        }
        return path.isEmpty() ? "the main ruleset" : "the anchor " + path;
    }
}
