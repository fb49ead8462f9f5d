package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The base chains of a ruleset by where they are called, in the order of their priority. */
final class Hooks {
    private final List<Place> places = new ArrayList<>();

    /**
     * A base chain.
     *
     * @param table its table
     * @param chain it
     * @param base where it is called
     */
    record Place(Table table, Chain chain, BaseChain base) {
        ChainId id() {
            return new ChainId(table.id(), chain.name());
        }
    }

    Hooks(Ruleset ruleset) {
        for (Table table : ruleset.tables()) {
            if (table.dormant()) {
                continue;
            }
            for (Chain chain : table.chains()) {
                chain.base().ifPresent(base -> places.add(new Place(table, chain, base)));
            }
        }
        places.sort(Comparator.comparingInt((Place place) -> place.base().turn())
                .thenComparingInt(place -> place.base().priority()));
    }

    /** Those at this hook of IP that packets of this family meet. */
    List<Place> at(Hook hook, AddressFamily family) {
        return places.stream()
                .filter(place -> place.base().hook() == hook
                        && place.table().id().family().covers(family))
                .toList();
    }

    /** The same, those that have the same turn together. */
    List<Turn> turns(Hook hook, AddressFamily family) {
        Map<Integer, List<Place>> turns = new TreeMap<>();
        for (Place place : at(hook, family)) {
            turns.computeIfAbsent(place.base().turn(), turn -> new ArrayList<>())
                    .add(place);
        }
        return turns.values().stream().map(Turn::new).toList();
    }

    /** Whether it may change what others see of the packets. */
    static boolean changesPackets(Place place) {
        return holds(
                place,
                statement -> statement instanceof Translation
                        || (statement instanceof Rewrite rewrite && rewrite.field() != Field.OTHER)
                        || statement instanceof NoTrack);
    }

    /** Those that packets of this family may meet as they come from the device. */
    List<Place> ingress(AddressFamily family) {
        return places.stream()
                .filter(place -> place.base().hook() == Hook.INGRESS)
                .filter(place -> place.table().id().family() == TableFamily.NETDEV
                        || place.table().id().family().covers(family))
                .toList();
    }

    /** Those of this family before a packet has come to this host. */
    List<Place> of(TableFamily family) {
        return places.stream()
                .filter(place -> place.table().id().family() == family)
                .filter(place ->
                        place.base().hook() == Hook.PREROUTING || place.base().hook() == Hook.INPUT)
                .toList();
    }

    /** Whether anything could drop packets of this family on their way to this host. */
    boolean filter(AddressFamily family) {
        List<Place> prerouting = at(Hook.PREROUTING, family);
        boolean translates = prerouting.stream().anyMatch(place -> holds(place, Hooks::sendsElsewhere));
        return Stream.of(
                        of(TableFamily.BRIDGE),
                        ingress(family),
                        prerouting,
                        at(Hook.INPUT, family),
                        translates ? at(Hook.FORWARD, family) : List.<Place>of())
                .flatMap(List::stream)
                .anyMatch(place -> place.base().drops() || holds(place, Statement::mayDrop));
    }

    private static boolean sendsElsewhere(Statement statement) {
        return statement instanceof Translation translation
                ? translation.target() != Translation.Target.THIS_HOST
                : statement instanceof Rewrite rewrite && rewrite.field() == Field.DESTINATION_ADDRESS;
    }

    private static boolean holds(Place place, Predicate<Statement> wanted) {
        return place.table().reaches(place.chain(), rule -> true, wanted);
    }
}
