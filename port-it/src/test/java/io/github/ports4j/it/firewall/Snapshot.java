package io.github.ports4j.it.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What filters in a host, and what its managers have written down, without what changes by itself and without our own tables. */
record Snapshot(Map<String, List<String>> parts) {
    /** How the tables begin that the library makes for itself. */
    static final String OWN = "ports4j";

    private static final List<String> SAVES =
            List.of("iptables-nft-save", "ip6tables-nft-save", "iptables-legacy-save", "ip6tables-legacy-save");
    private static final String FILES =
            "for d in /etc/ufw /lib/ufw /etc/firewalld; do [ ! -e $d ] || find $d -type f -exec sha256sum {} + | sort -k2; done";
    private static final int NOT_FOUND = 127;

    static Snapshot of(FirewallHost host) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        parts.put("nft", withoutOwn(split(host.must("nft", "--stateless", "list", "ruleset"))));
        for (String save : SAVES) {
            Run run = host.run(save);
            if (run.exit() == NOT_FOUND) {
                continue;
            }
            if (run.exit() != 0) {
                throw new AssertionError(save + ": " + run);
            }
            parts.put(
                    save,
                    split(run.out()).stream()
                            .filter(line -> !line.startsWith("# Generated") && !line.startsWith("# Completed"))
                            .map(line -> line.replaceFirst(" \\[\\d+:\\d+\\]$", ""))
                            .toList());
        }
        parts.put("files", split(host.must("sh", "-c", FILES)));
        return new Snapshot(parts);
    }

    /** The lines that are there now and were not, each after a plus, and those that are no more, after a minus. */
    List<String> changesSince(Snapshot before) {
        List<String> changes = new ArrayList<>();
        parts.forEach((part, lines) -> changes.addAll(difference("+ " + part + ": ", lines, before.lines(part))));
        before.parts.forEach((part, lines) -> changes.addAll(difference("- " + part + ": ", lines, lines(part))));
        if (changes.isEmpty() && !equals(before)) {
            changes.add("the order of: " + parts);
        }
        return changes;
    }

    private List<String> lines(String part) {
        return parts.getOrDefault(part, List.of());
    }

    private static List<String> difference(String prefix, List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove); // each once: lines may be there several times
        return left.stream().map(line -> prefix + line).toList();
    }

    /** A table is printed from its name to a brace alone on a line. */
    private static List<String> withoutOwn(List<String> ruleset) {
        List<String> kept = new ArrayList<>();
        boolean own = false;
        for (String line : ruleset) {
            if (line.matches("table \\S+ " + OWN + ".*")) {
                own = true;
            }
            if (!own) {
                kept.add(line);
            }
            if (line.equals("}")) {
                own = false;
            }
        }
        return kept;
    }

    private static List<String> split(String text) {
        return text.lines().toList();
    }
}
