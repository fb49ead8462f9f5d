package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import java.util.Set;

/**
 * What of a packet is looked at, and which packets have it: one of another protocol or family does not match, also if the question is
 * negated.
 *
 * @param field what
 * @param protocols packets of which protocols have it
 * @param families packets of which families have it
 * @param text it as the filter writes it
 */
public record Selector(Field field, Set<TransportProtocol> protocols, Set<AddressFamily> families, String text) {
    private static final Set<TransportProtocol> ALL_PROTOCOLS = Set.of(TransportProtocol.values());
    private static final Set<AddressFamily> ALL_FAMILIES = Set.of(AddressFamily.values());

    /** What every packet has. */
    public static Selector of(Field field, String text) {
        return new Selector(field, ALL_PROTOCOLS, ALL_FAMILIES, text);
    }

    /** What packets of this protocol have. */
    public static Selector of(Field field, TransportProtocol protocol, String text) {
        return new Selector(field, Set.of(protocol), ALL_FAMILIES, text);
    }

    /** What packets of this family have. */
    public static Selector of(Field field, AddressFamily family, String text) {
        return new Selector(field, ALL_PROTOCOLS, Set.of(family), text);
    }

    /** What no packet of TCP or UDP has, such as the type of ICMP. */
    public static Selector ofNone(String text) {
        return new Selector(Field.OTHER, Set.of(), ALL_FAMILIES, text);
    }
}
