package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.util.List;
import java.util.Optional;

/**
 * Who makes rules of ours in one part of the packet filter, and finds them again. Each method means what that of the same name in {@link
 * io.github.ports4j.spi.PacketFilter} does.
 */
public interface RuleBackend {
    /** Gets a rule ready; needs no privilege. */
    FilterChange prepare(FilterRequest request);

    /** The rules of ours that are there. */
    List<FirewallEntry> list();

    /** Marks of rules of which only something else is left. */
    default List<FilterMark> remnants() {
        return List.of();
    }

    /** The mark of this rule of ours; empty if it is not there. */
    Optional<FilterMark> mark(String id);

    /** Gets it ready to take this rule of ours away. */
    FilterChange removal(String id);

    /** Gets it ready to give this rule of ours another mark. */
    FilterChange renewal(String id, FilterMark mark);
}
