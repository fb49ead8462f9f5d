package io.github.ports4j.macos.firewall;

import io.github.ports4j.PortRange;
import io.github.ports4j.spi.FilterQuestion;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packets of a question, divided where a rule does: between two neighbouring bounds of ports and of addresses no rule tells one packet
 * from another, so that one stands for all.
 *
 * @param ports one of each interval
 * @param sources one of each interval
 * @param interfaces each that a rule names, and one for all others
 */
record Cells(List<Integer> ports, List<Address> sources, List<String> interfaces) {
    /** Divides them by these rules and by the interfaces on which nothing is filtered. */
    static Cells of(FilterQuestion question, List<PfRule> rules, Set<String> skipped) {
        PortRange range = question.ports();
        TreeSet<Integer> ports = new TreeSet<>(Set.of(range.first()));
        TreeSet<BigInteger> sources =
                new TreeSet<>(Set.of(Address.first(question.source()).number()));
        Set<String> interfaces = new LinkedHashSet<>(Set.of(Packet.OTHER));
        interfaces.addAll(skipped);
        for (PfRule rule : rules) {
            for (Criterion criterion : rule.criteria()) {
                if (criterion instanceof Criterion.Ports port) {
                    ports.addAll(List.of(port.first(), port.last() + 1));
                } else if (criterion instanceof Criterion.NamedPort named) {
                    named.ports().forEach(port -> ports.addAll(List.of(port, port + 1)));
                } else if (criterion instanceof Criterion.Host host
                        && host.block().family() == question.source().family()) {
                    sources.addAll(List.of(
                            Address.first(host.block()).number(),
                            Address.behind(host.block()).number()));
                } else if (criterion instanceof Criterion.OnInterface on) {
                    interfaces.add(on.name());
                }
            }
        }
        interfaces.removeIf(Criterion.OnInterface::isLoopback);
        BigInteger first = Address.first(question.source()).number();
        BigInteger behind = Address.behind(question.source()).number();
        return new Cells(
                ports.stream().filter(range::contains).toList(),
                sources.subSet(first, behind).stream()
                        .map(number -> new Address(question.source().family(), number))
                        .toList(),
                question.interfaceName().map(List::of).orElse(List.copyOf(interfaces)));
    }

    /** How many packets stand for all. */
    long size() {
        return (long) ports.size() * sources.size() * interfaces.size();
    }
}
