package io.github.ports4j.linux.firewall.ruleset;

import java.util.List;

/**
 * A member of a set: values for each field of its key.
 *
 * @param values one for each field
 */
public record Element(List<Values> values) {
    /** Keeps a copy of the values. */
    public Element {
        values = List.copyOf(values);
    }

    /** A member of a set of one field. */
    public static Element of(Values... values) {
        return new Element(List.of(values));
    }
}
