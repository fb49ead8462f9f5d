package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FirewallEntryBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a filter holds in pieces: a rule of ours is there once for each source. */
public final class OwnRules {
    private OwnRules() {}

    /**
     * One piece of a rule of ours.
     *
     * @param mark what is written beside it
     * @param text it as the filter writes it
     */
    public record Piece(
            FilterMark mark,
            TransportProtocol protocol,
            PortRange ports,
            AddressBlock source,
            Optional<String> interfaceName,
            String text) {}

    /** The rules that these are the pieces of. */
    public static List<FirewallEntry> entries(List<Piece> pieces, FirewallAction action, FirewallManager manager) {
        Map<String, List<Piece>> byId = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            byId.computeIfAbsent(piece.mark().id(), id -> new ArrayList<>()).add(piece);
        }
        return byId.values().stream().map(rule -> entry(rule, action, manager)).toList();
    }

    /**
     * The mark of this rule. A renewal that was cut short has left two: that which lasts longer, as the other may end a rule that its
     * owner believes to have renewed.
     */
    public static Optional<FilterMark> mark(List<Piece> pieces, String id) {
        return pieces.stream()
                .map(Piece::mark)
                .filter(mark -> mark.id().equals(id))
                .max(Comparator.comparing(mark -> mark.expires().orElse(Instant.MAX)));
    }

    private static FirewallEntry entry(List<Piece> rule, FirewallAction action, FirewallManager manager) {
        Piece first = rule.get(0);
        FilterMark mark = mark(rule, first.mark().id()).orElseThrow();
        LinkedHashSet<AddressBlock> sources = new LinkedHashSet<>();
        rule.forEach(piece -> sources.add(piece.source()));
        FirewallEntryBuilder entry = new FirewallEntryBuilder(mark, action, manager, first.protocol(), first.ports())
                .sources(List.copyOf(sources))
                .rules(rule.stream().map(Piece::text).toList());
        first.interfaceName().ifPresent(entry::interfaceName);
        return entry.build();
    }
}
