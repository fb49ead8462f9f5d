package io.github.ports4j.linux.firewall.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The base chains that a hook calls at the same time. The kernel has those of the same priority in the order in which they were registered,
 * the latest first, which nft does not tell. Those of type nat come one right after the other, by their own priorities.
 *
 * @param places they, in an order that may be theirs
 */
record Turn(List<Hooks.Place> places) {
    private static final int MOST_ORDERS = 24;

    Turn {
        places = List.copyOf(places);
    }

    /** Whether the order can make a difference. */
    boolean isOrdered() {
        return places.size() > 1 && places.stream().anyMatch(Hooks::changesPackets);
    }

    /** Every order in which they may be called; none if these are too many. */
    List<List<Hooks.Place>> orders() {
        List<List<List<Hooks.Place>>> nat = places.stream()
                .filter(place -> place.base().type() == ChainType.NAT)
                .collect(Collectors.groupingBy(place -> place.base().priority(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(level -> level.stream().map(List::of).toList())
                .toList();
        List<List<Hooks.Place>> others = places.stream()
                .filter(place -> place.base().type() != ChainType.NAT)
                .map(List::of)
                .toList();
        long count = factorial(others.size() + (nat.isEmpty() ? 0 : 1));
        for (List<List<Hooks.Place>> level : nat) {
            count *= factorial(level.size());
        }
        if (count > MOST_ORDERS) {
            return List.of();
        }
        List<List<Hooks.Place>> sequences = List.of(List.of());
        for (List<List<Hooks.Place>> level : nat) {
            List<List<Hooks.Place>> orders = orders(level);
            sequences = sequences.stream()
                    .flatMap(before -> orders.stream().map(order -> joined(before, order)))
                    .toList();
        }
        return sequences.stream()
                .flatMap(sequence ->
                        orders(
                                sequence.isEmpty()
                                        ? others
                                        : Stream.concat(Stream.of(sequence), others.stream())
                                                .toList())
                                .stream())
                .toList();
    }

    /** More than the most is all the same. */
    private static long factorial(int count) {
        long product = 1;
        for (int i = 2; i <= count && product <= MOST_ORDERS; i++) {
            product *= i;
        }
        return product;
    }

    private static List<List<Hooks.Place>> orders(List<List<Hooks.Place>> parts) {
        if (parts.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Hooks.Place>> orders = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<List<Hooks.Place>> others = new ArrayList<>(parts);
            List<Hooks.Place> first = others.remove(i);
            orders(others).forEach(rest -> orders.add(joined(first, rest)));
        }
        return orders;
    }

    private static List<Hooks.Place> joined(List<Hooks.Place> one, List<Hooks.Place> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
