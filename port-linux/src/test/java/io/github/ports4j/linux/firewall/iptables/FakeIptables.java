package io.github.ports4j.linux.firewall.iptables;

import static io.github.ports4j.linux.firewall.backend.Interrupted.said;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.linux.firewall.backend.InetNtop;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What iptables 1.8.9 was seen to do with rules, and to say. Rules are kept as iptables-save prints them. */
final class FakeIptables implements CommandRunner {
    private final Map<String, List<String>> rules = new TreeMap<>();
    private final Set<String> natives = new TreeSet<>();
    private final String infix;

    FakeIptables(Variant variant) {
        infix = variant.infix();
    }

    /** A rule of somebody's, at the end of a chain. */
    void has(String family, String table, String chain, String rule) {
        chain(family, table, chain).add(rule);
    }

    /** A rule of nft's own, for which iptables has no words, at the end of a chain. */
    void hasNative(String family, String table, String chain) {
        natives.add(family + " " + table + " " + chain);
    }

    String state() {
        return rules.entrySet().stream()
                .filter(chain -> !chain.getValue().isEmpty())
                .map(chain -> chain.getKey() + ":\n" + String.join("\n", chain.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private List<String> chain(String family, String table, String chain) {
        return rules.computeIfAbsent(family + " " + table + " " + chain, key -> new ArrayList<>());
    }

    @Override
    public boolean isThere(String path) {
        return path.startsWith("/usr/sbin/ip") && path.contains("tables-" + infix);
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        List<String> argv = command.argv();
        String family = argv.get(0).contains("ip6tables") ? "ip6" : "ip";
        if (argv.get(0).endsWith("-save")) {
            return new CommandResult(0, save(family), "# Warning: iptables-legacy tables present\n");
        }
        if (argv.get(0).endsWith("-restore")) {
            return restore(family, command.standardInput());
        }
        int t = argv.indexOf("-t");
        String table = t < 0 ? "filter" : argv.get(t + 1);
        List<String> change = argv.subList(t < 0 ? 3 : 5, argv.size());
        if (change.get(0).equals("-S")) {
            return listed(family, table, change.get(1));
        }
        return change(family, table, String.join(" ", change))
                ? said(0)
                : new CommandResult(1, "", "iptables: Bad rule (does a matching rule exist in that chain?).\n");
    }

    private CommandResult listed(String family, String table, String chain) {
        return natives.contains(family + " " + table + " " + chain)
                ? new CommandResult(
                        1,
                        "",
                        "iptables v1.8.9 (nf_tables): chain `" + chain + "' in table `" + table
                                + "' is incompatible, use 'nft' tool.\n\n")
                : new CommandResult(0, "-P " + chain + " ACCEPT\n" + appended(family, table, chain), "");
    }

    private String appended(String family, String table, String chain) {
        StringBuilder text = new StringBuilder();
        chain(family, table, chain)
                .forEach(rule -> text.append("-A ")
                        .append(chain)
                        .append(' ')
                        .append(rule)
                        .append('\n'));
        return text.toString();
    }

    private CommandResult restore(String family, String text) {
        Map<String, List<String>> before = new TreeMap<>();
        rules.forEach((key, chain) -> before.put(key, new ArrayList<>(chain)));
        List<String> lines = text.lines().toList();
        String table = lines.get(0).substring(1);
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (!change(family, table, line)) {
                rules.clear();
                rules.putAll(before);
                return new CommandResult(
                        1, "", "iptables-restore: line 3 failed: Bad rule (does a matching rule exist)\n");
            }
        }
        return lines.get(lines.size() - 1).equals("COMMIT") ? said(0) : said(2);
    }

    private boolean change(String family, String table, String change) {
        List<String> words = SavedRule.words(change);
        boolean insert = words.get(0).equals("-I");
        String rule = words.subList(insert ? 3 : 2, words.size()).stream()
                .map(word -> word.startsWith("ports4j:") ? '"' + word + '"' : word)
                .map(InetNtop::of)
                .collect(Collectors.joining(" "));
        List<String> chain = chain(family, table, words.get(1));
        if (insert) {
            chain.add(0, rule);
            return true;
        }
        return chain.remove(rule);
    }

    private String save(String family) {
        StringBuilder text = new StringBuilder("# Generated by iptables-save v1.8.9 on Sat Nov 28 18:42:35 2026\n");
        for (String table : List.of("mangle", "filter")) {
            if (natives.stream().anyMatch(chain -> chain.startsWith(family + " " + table + " "))) {
                text.append("# Table `").append(table).append("' is incompatible, use 'nft' tool.\n");
                continue;
            }
            text.append('*').append(table).append('\n');
            for (String chain : List.of("PREROUTING", "INPUT")) {
                text.append(':').append(chain).append(" ACCEPT [0:0]\n");
            }
            for (String chain : List.of("PREROUTING", "INPUT")) {
                text.append(appended(family, table, chain));
            }
            text.append("COMMIT\n");
        }
        return text.append("# Completed on Sat Nov 28 18:42:35 2026\n").toString();
    }
}
