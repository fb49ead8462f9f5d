package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Name;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TcpFlags;
import io.github.ports4j.linux.firewall.ruleset.Values;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rule of ours asks and does: as nft writes it, and as that is decoded again. By the one it is made, by the other it is found.
 *
 * <p>Nothing of what is written here can have characters that have a meaning to nft: a {@link FirewallRule} takes no others.
 */
final class RuleForm {
    private static final Name LOOPBACK = new Name("lo");
    private static final int FLAGS = TcpFlags.FIN | TcpFlags.SYN | TcpFlags.RST | TcpFlags.ACK;

    private final List<String> words = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();

    /** Where a rule stands, on which depends what it has to ask. */
    enum Place {
        /** In a table of ours, to deny. */
        OWN,
        /** At the head of somebody's chain for packets to this host. */
        INPUT,
        /** At the head of somebody's chain for packets that may be to others. */
        PREROUTING
    }

    /**
     * That of a rule.
     *
     * @param table of which family the table is
     * @param set the set that holds its ports
     */
    RuleForm(Place place, TableFamily table, RulePart part, String set) {
        boolean own = place == Place.OWN;
        Selector device = Selector.of(Field.INPUT_INTERFACE, "iifname");
        add(
                own ? "iifname != @" + RuleText.INSIDE : "iifname != \"lo\"",
                new Lookup(
                        List.of(device),
                        List.of(Element.of(LOOPBACK)),
                        true,
                        own ? Optional.of(RuleText.INSIDE) : Optional.empty()));
        part.interfaceName().ifPresent(name -> add("iifname \"" + name + "\"", Lookup.of(device, new Name(name))));
        if (place != Place.INPUT) {
            add(
                    "fib daddr type local",
                    Lookup.of(Selector.of(Field.DESTINATION_TYPE, "fib daddr type"), new Name("local")));
        }
        sources(part, table);
        String dport = part.protocol() + " dport";
        Selector port = Selector.of(Field.DESTINATION_PORT, part.protocol(), dport);
        Span ports = Span.of(part.ports().first(), part.ports().last());
        add(dport + " " + part.ports(), Lookup.of(port, ports));
        if (own) {
            newConnections(part.protocol());
        }
        add(dport + " @" + set, new Lookup(List.of(port), List.of(Element.of(ports)), false, Optional.of(set)));
        add(own ? "drop" : "accept", own ? new Verdict.Drop(false) : new Verdict.Accept());
    }

    private void add(String text, Statement statement) {
        words.add(text);
        statements.add(statement);
    }

    private void sources(RulePart part, TableFamily table) {
        if (part.isForBothFamilies()) {
            return;
        }
        AddressFamily family = part.sources().get(0).family();
        boolean four = family == AddressFamily.IPV4;
        List<Span> spans = part.sources().stream().map(Span::of).toList();
        if (Span.joined(spans).equals(List.of(Span.of(AddressBlock.all(family))))) { // also of two halves
            if (table == TableFamily.INET) {
                String name = four ? "ipv4" : "ipv6";
                add("meta nfproto " + name, Lookup.of(Selector.of(Field.NF_PROTOCOL, "meta nfproto"), new Name(name)));
            }
            return;
        }
        String saddr = (four ? "ip" : "ip6") + " saddr";
        List<String> blocks =
                part.sources().stream().map(AddressBlock::toString).toList();
        add(
                saddr + " " + (blocks.size() == 1 ? blocks.get(0) : "{ " + String.join(", ", blocks) + " }"),
                Lookup.of(Selector.of(Field.SOURCE_ADDRESS, family, saddr), spans.toArray(Values[]::new)));
    }

    /** Only these are denied; answers to connections of this host, and connections that are there already, are left alone. */
    private void newConnections(TransportProtocol protocol) {
        if (protocol == TransportProtocol.TCP) {
            add("tcp flags & (fin | syn | rst | ack) == syn", new TcpFlags(FLAGS, TcpFlags.SYN, false, false));
        } else {
            add(
                    "ct state != { established, related }",
                    Lookup.of(Selector.of(Field.CT_STATE, "ct state"), new Name("established"), new Name("related"))
                            .negate());
        }
    }

    /** As nft reads it. */
    String text() {
        return String.join(" ", words);
    }

    /** As it is decoded. */
    List<Statement> statements() {
        return List.copyOf(statements);
    }

    /** Whether this is it, the whole of it and nothing else. The kernel may join sources, and order what is in a set. */
    boolean isOf(List<Statement> found) {
        return found.size() == statements.size()
                && Stream.iterate(0, i -> i < found.size(), i -> i + 1)
                        .allMatch(i -> isSame(statements.get(i), found.get(i)));
    }

    private static boolean isSame(Statement one, Statement other) {
        if (!(one instanceof Lookup a) || !(other instanceof Lookup b)) {
            return one.equals(other);
        }
        return a.key().equals(b.key())
                && a.negated() == b.negated()
                && a.set().equals(b.set())
                && (a.set().isPresent() || values(a).equals(values(b)));
    }

    private static Set<Values> values(Lookup lookup) {
        List<Values> all = lookup.elements().stream()
                .flatMap(element -> element.values().stream())
                .toList();
        Set<Values> values =
                all.stream().filter(value -> !(value instanceof Span)).collect(Collectors.toCollection(HashSet::new));
        values.addAll(Span.joined(all.stream()
                .filter(Span.class::isInstance)
                .map(Span.class::cast)
                .toList()));
        return values;
    }
}
