package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Name;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads back what a rule is for if it is one of ours, from what it asks. */
final class RulePartReader {
    private final Rule rule;
    private final TableFamily table;
    private Optional<TransportProtocol> protocol = Optional.empty();
    private Optional<PortRange> ports = Optional.empty();
    private List<AddressBlock> sources = List.of();
    private Optional<String> interfaceName = Optional.empty();

    private RulePartReader(Rule rule, TableFamily table) {
        this.rule = rule;
        this.table = table;
    }

    /** What it is for, if {@link RuleForm} says that it is ours; empty if no rule of ours could be for that. */
    static Optional<RulePart> of(Rule rule, TableFamily table) {
        return new RulePartReader(rule, table).read();
    }

    private Optional<RulePart> read() {
        for (Statement statement : rule.statements()) {
            if (statement instanceof Lookup lookup && lookup.key().size() == 1) {
                lookup(lookup.key().get(0), lookup);
            }
        }
        if (protocol.isEmpty() || ports.isEmpty()) {
            return Optional.empty();
        }
        if (sources.isEmpty()) {
            sources = Arrays.stream(AddressFamily.values())
                    .filter(table::covers)
                    .map(AddressBlock::all)
                    .toList();
        }
        return Optional.of(new RulePart(protocol.get(), ports.get(), sources, interfaceName));
    }

    private void lookup(Selector selector, Lookup lookup) {
        switch (selector.field()) {
            case INPUT_INTERFACE -> {
                if (!lookup.negated() && value(lookup) instanceof Name name) {
                    interfaceName = Optional.of(name.text());
                }
            }
            case NF_PROTOCOL -> {
                if (value(lookup) instanceof Name name) {
                    sources = List.of(
                            AddressBlock.all(name.text().equals("ipv4") ? AddressFamily.IPV4 : AddressFamily.IPV6));
                }
            }
            case SOURCE_ADDRESS -> {
                AddressFamily family =
                        selector.families().contains(AddressFamily.IPV4) ? AddressFamily.IPV4 : AddressFamily.IPV6;
                sources = lookup.elements().stream()
                        .map(element -> element.values().get(0))
                        .filter(Span.class::isInstance)
                        .flatMap(span -> ((Span) span).blocks(family).stream())
                        .toList();
            }
            case DESTINATION_PORT -> {
                if (ports.isEmpty() && value(lookup) instanceof Span span) {
                    ports = Optional.of(PortRange.of(
                            span.first().intValueExact(), span.last().intValueExact()));
                    protocol = selector.protocols().stream().findFirst();
                }
            }
            default -> {} // it is the same for all of ours
        }
    }

    private static @Nullable Values value(Lookup lookup) {
        return lookup.elements().size() == 1 ? lookup.elements().get(0).values().get(0) : null;
    }
}
