package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.PortRange;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterMark;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of ours in nft's language. A rule and a set of its own belong together: the set holds the ports until their time is over, so that the
 * kernel ends the rule by itself; and as no set can be deleted that a rule still refers to, or that has gone, to delete both in one
 * transaction deletes the right rule or nothing.
 */
final class RuleText {
    /** With what the names of our sets begin, and of the tables that end with a process. */
    static final String PREFIX = "ports4j_";

    /** The table of all rules that deny. */
    static final TableId OWN = new TableId(TableFamily.INET, "ports4j");

    /** Its chain. */
    static final String CHAIN = "prerouting";

    /**
     * Its set of interfaces from which nothing is denied: the loopback alone. Each rule refers to it, so that it can't be deleted, and the table
     * with it, while another process has just added a rule.
     */
    static final String INSIDE = "inside";

    /** After connection tracking (-200) and before destinations are translated (-100), so that published ports of containers are met too. */
    private static final int PRIORITY = -150;

    private static final Pattern SET = Pattern.compile(PREFIX + "([0-9a-f]{8})");
    private static final Pattern OWN_TABLE = Pattern.compile("ports4j(_[0-9a-f]{8})?");

    private RuleText() {}

    /** Whether a table is ours. */
    static boolean isOwn(TableId table) {
        return table.family() == TableFamily.INET
                && OWN_TABLE.matcher(table.name()).matches();
    }

    static String set(String id) {
        return PREFIX + id;
    }

    /** Whose set has this name; empty if it is none of ours. */
    static Optional<String> id(String set) {
        Matcher matcher = SET.matcher(set);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The table of ours, with what all rules in it share; does nothing if it is there. */
    static String table(TableId table, boolean owned) {
        return lines(
                "add table " + table + (owned ? " { flags owner; }" : ""),
                "add chain " + table + " " + CHAIN + " { type filter hook prerouting priority " + PRIORITY
                        + "; policy accept; }",
                "add set " + table + " " + INSIDE + " { type ifname; }",
                "add element " + table + " " + INSIDE + " { \"lo\" }");
    }

    /** The set of a rule. */
    static String set(TableId table, FilterMark mark, PortRange ports, Optional<Duration> lasting) {
        String name = table + " " + set(mark.id());
        return lines(
                "create set " + name + " { type inet_service; flags interval,timeout; }",
                "add element " + name + " { " + ports
                        + lasting.map(time -> " timeout " + time.toSeconds() + "s")
                                .orElse("") + " comment \""
                        + mark.text() + "\" }");
    }

    /** The rule. */
    static String rule(ChainId chain, RuleForm.Place place, RulePart part, FilterMark mark) {
        RuleForm form = new RuleForm(place, chain.table().family(), part, set(mark.id()));
        return lines((place == RuleForm.Place.OWN ? "add" : "insert") + " rule " + chain + " " + form.text()
                + " comment \"" + mark.text() + "\"");
    }

    static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
