package io.github.ports4j.it.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What filters in a host, and what its managers have written down, without what changes by itself and without our own tables. */
record Snapshot(Map<String, List<String>> parts) {
    /** How the tables begin that the library makes for itself. */
    static final String OWN = "ports4j";

    private static final String PART = "\u0001";

    /** All by one process: hundreds of snapshots are made. A program that fails is an error; one that is not there has nothing to say. */
    private static final String LOOK = """
            set -eu
            part() { printf '\\001%s\\n' "$1"; }
            part nft
            nft --stateless list ruleset
            for save in iptables-nft-save ip6tables-nft-save iptables-legacy-save ip6tables-legacy-save; do
                if command -v $save >/dev/null; then
                    part $save
                    $save
                fi
            done
            part files
            for folder in /etc/ufw /lib/ufw /etc/firewalld; do
                if [ -e $folder ]; then find $folder -type f -exec sha256sum {} + | sort -k2; fi
            done""";

    static Snapshot of(FirewallHost host) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        for (String line : host.must("sh", "-c", LOOK).lines().toList()) {
            if (line.startsWith(PART)) {
                parts.put(line.substring(PART.length()), new ArrayList<>());
            } else {
                parts.values().stream()
                        .reduce((one, next) -> next)
                        .orElseThrow()
                        .add(line);
            }
        }
        parts.replaceAll((part, lines) -> part.equals("nft") ? withoutOwn(lines) : withoutCounters(lines));
        return new Snapshot(parts);
    }

    /** What iptables-save writes anew each time. */
    private static List<String> withoutCounters(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("# Generated") && !line.startsWith("# Completed"))
                .map(line -> line.replaceFirst(" \\[\\d+:\\d+\\]$", ""))
                .toList();
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
}
