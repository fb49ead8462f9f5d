package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what the packet has is in a set; a comparison is one with a set of one.
 *
 * @param key what is looked at
 * @param elements the set
 * @param negated whether it is the other way round
 * @param set the name of the set; empty if the elements are written in the rule
 */
public record Lookup(List<Selector> key, List<Element> elements, boolean negated, Optional<String> set)
        implements Match {
    /** Keeps copies, and checks that each element has a value for each field. */
    public Lookup {
        key = List.copyOf(key);
        elements = List.copyOf(elements);
        for (Element element : elements) {
            if (element.values().size() != key.size()) {
                throw new IllegalArgumentException("not a member of a set of " + key + ": " + element);
            }
        }
    }

    /** In a set that is written in the rule. */
    public Lookup(List<Selector> key, List<Element> elements, boolean negated) {
        this(key, elements, negated, Optional.empty());
    }

    /** Whether the packet has this field at all: one of another protocol or family does not. */
    public static Lookup has(Selector selector) {
        return of(selector, new AnyValue());
    }

    /** Whether this field has one of these values. */
    public static Lookup of(Selector selector, Values... values) {
        return new Lookup(List.of(selector), Stream.of(values).map(Element::of).toList(), false);
    }

    /** The other way round. */
    public Lookup negate() {
        return new Lookup(key, elements, !negated, set);
    }
}
