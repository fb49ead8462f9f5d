package io.github.ports4j.macos.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rulesets of pf, each read when it is first asked for and then kept, so that one question has one answer. Anchors are named by their
 * path from the main ruleset. Not safe for use by several threads.
 */
final class Rulesets {
    /** That of strcmp(3), by which pf has the anchors below another in order (RB_GENERATE of pf_anchor_node). */
    private static final Comparator<String> STRCMP =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

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
    void put(String parent, String path, String rules) {
        List<String> all = new ArrayList<>(children(parent));
        if (!all.contains(path)) {
            all.add(path);
        }
        children.put(parent, all.stream().sorted(STRCMP).toList());
        filter.put(path, parser.parse(rules.lines().toList()));
        translation.putIfAbsent(path, List.of());
    }

    /** Where a rule leads to, as paths in the order in which they are gone through. */
    List<String> called(String from, PfRule anchor) {
        String path = resolved(from, anchor.call());
        return path.equals("*")
                ? children(Pfctl.MAIN)
                : path.endsWith("/*") ? children(path.substring(0, path.length() - 2)) : List.of(path);
    }

    /** {@code "b"} of ruleset {@code a} is {@code a/b}, {@code "/b"} is {@code b}, and {@code "../b"} goes up. */
    private static String resolved(String from, String call) {
        String path = call.startsWith("/") ? "" : from;
        for (String part : call.split("/", -1)) {
            if (part.equals("..")) {
                path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
            } else if (!part.isEmpty()) {
                path = path.isEmpty() ? part : path + "/" + part;
            }
        }
        return path;
    }

    /** How messages call a ruleset. */
    static String name(String path) {
        return path.isEmpty() ? "the main ruleset" : "the anchor " + path;
    }
}
