package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.linux.firewall.ruleset.TableId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nft's text says and its JSON does not: the flags of tables, for which nft 1.0.6 prints as JSON whatever is in its memory, and rules
 * as they are written.
 */
final class RulesetText {
    private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
    private static final Pattern FLAGS = Pattern.compile("\tflags (.*?);?");
    private static final Pattern RULE = Pattern.compile("\t\t(.*) # handle ([0-9]+)");

    private final Map<TableId, Set<String>> flags = new LinkedHashMap<>();
    private final Map<TableId, Map<Long, String>> rules = new HashMap<>();

    private RulesetText() {}

    /** Reads {@code nft -a list ruleset}. */
    static RulesetText of(String text) {
        RulesetText found = new RulesetText();
        TableId table = null;
        for (String line : text.lines().toList()) {
            Matcher head = TABLE.matcher(line);
            if (head.matches()) {
                table = Families.of(head.group(1))
                        .map(family -> new TableId(family, head.group(2)))
                        .orElse(null);
                if (table != null) {
                    found.flags.put(table, Set.of());
                }
            } else if (table != null) {
                found.add(table, line);
            }
        }
        return found;
    }

    private void add(TableId table, String line) {
        Matcher flag = FLAGS.matcher(line);
        Matcher rule = RULE.matcher(line);
        if (flag.matches()) {
            flags.put(table, Set.of(flag.group(1).split("[, ]+", -1)));
        } else if (rule.matches()) {
            rules.computeIfAbsent(table, key -> new HashMap<>()).put(Long.parseLong(rule.group(2)), rule.group(1));
        }
    }

    /** The tables. */
    Set<TableId> tables() {
        return flags.keySet();
    }

    /** Whether this table has this flag. */
    boolean hasFlag(TableId table, String flag) {
        return flags.getOrDefault(table, Set.of()).contains(flag);
    }

    /** The rule of this number as it is written. */
    Optional<String> rule(TableId table, long handle) {
        return Optional.ofNullable(rules.getOrDefault(table, Map.of()).get(handle));
    }
}
