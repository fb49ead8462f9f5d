package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules of ours in nft's language. A rule and a set of its own belong together: the set holds the ports until their time is over, so that the
 * kernel ends the rule by itself; and as no set can be deleted that a rule still refers to, or that has gone, to delete both in one
 * transaction deletes the right rule or nothing.
 *
 * <p>Nothing of what is written here can have characters that have a meaning to nft: a {@link FirewallRule} takes no others.
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

    private static final Pattern OWN_TABLE = Pattern.compile("ports4j(_[0-9a-f]{8})?");

    private RuleText() {}

    /** Where a rule stands, on which depends what it has to ask. */
    enum Place {
        /** In a table of ours, to deny. */
        OWN,
        /** At the head of somebody's chain for packets to this host. */
        INPUT,
        /** At the head of somebody's chain for packets that may be to others. */
        PREROUTING
    }

    /** Whether a table is ours. */
    static boolean isOwn(TableId table) {
        return table.family() == TableFamily.INET
                && OWN_TABLE.matcher(table.name()).matches();
    }

    static String set(String id) {
        return PREFIX + id;
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
    static String rule(ChainId chain, Place place, RulePart part, FilterMark mark) {
        TableFamily family = chain.table().family();
        String protocol = part.protocol().toString();
        List<String> words = new ArrayList<>();
        words.add((place == Place.OWN ? "add" : "insert") + " rule " + chain);
        words.add(place == Place.OWN ? "iifname != @" + INSIDE : "iifname != \"lo\"");
        part.interfaceName().ifPresent(name -> words.add("iifname \"" + name + "\""));
        if (place != Place.INPUT) {
            words.add("fib daddr type local");
        }
        sources(part, family).ifPresent(words::add);
        words.add(protocol + " dport " + part.ports());
        if (place == Place.OWN) {
            words.add(newConnections(part.protocol()));
        }
        words.add(protocol + " dport @" + set(mark.id()));
        words.add(place == Place.OWN ? "drop" : "accept");
        words.add("comment \"" + mark.text() + "\"");
        return lines(String.join(" ", words));
    }

    /** Only these are denied; answers to connections of this host, and connections that are there already, are left alone. */
    private static String newConnections(TransportProtocol protocol) {
        return protocol == TransportProtocol.TCP
                ? "tcp flags & (fin | syn | rst | ack) == syn"
                : "ct state != { established, related }";
    }

    private static Optional<String> sources(RulePart part, TableFamily table) {
        if (part.isForBothFamilies()) {
            return Optional.empty();
        }
        AddressFamily family = part.sources().get(0).family();
        boolean four = family == AddressFamily.IPV4;
        if (part.sources().stream().anyMatch(AddressBlock::isAll)) {
            return table == TableFamily.INET
                    ? Optional.of("meta nfproto " + (four ? "ipv4" : "ipv6"))
                    : Optional.empty();
        }
        List<String> blocks =
                part.sources().stream().map(AddressBlock::toString).toList();
        return Optional.of((four ? "ip" : "ip6") + " saddr "
                + (blocks.size() == 1 ? blocks.get(0) : "{ " + String.join(", ", blocks) + " }"));
    }

    static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
