package io.github.ports4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A set of port numbers, kept as ranges in ascending order that neither overlap nor touch. Immutable. */
public final class PortSet {
    private static final PortSet EMPTY = new PortSet(List.of());

    private final List<PortRange> ranges;
    private final int[] before; // how many ports are in the ranges before this one
    private final int size;

    private PortSet(List<PortRange> ranges) {
        this.ranges = ranges;
        before = new int[ranges.size()];
        int count = 0;
        for (int i = 0; i < before.length; i++) {
            before[i] = count;
            count += ranges.get(i).size();
        }
        size = count;
    }

    /** No port. */
    public static PortSet empty() {
        return EMPTY;
    }

    /**
     * These ports; one that is named twice is in once.
     *
     * @throws IllegalArgumentException if one is outside 1 to 65535
     */
    public static PortSet of(int... ports) {
        return of(
                Arrays.stream(ports).mapToObj(port -> PortRange.of(port, port)).toList());
    }

    /** The ports of these ranges, which may overlap. */
    public static PortSet of(Collection<PortRange> ranges) {
        List<PortRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(PortRange::first));
        List<PortRange> merged = new ArrayList<>();
        for (PortRange range : sorted) {
            PortRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && range.first() <= last.last() + 1) {
                merged.set(merged.size() - 1, PortRange.of(last.first(), Math.max(last.last(), range.last())));
            } else {
                merged.add(range);
            }
        }
        return merged.isEmpty() ? EMPTY : new PortSet(List.copyOf(merged));
    }

    /**
     * Reads {@code 22,80,1000-2000}.
     *
     * @throws IllegalArgumentException if the text is anything else, or names no port
     */
    public static PortSet parse(String text) {
        return of(Arrays.stream(text.split(",", -1)).map(PortRange::parse).toList());
    }

    /** The ports of both. */
    public PortSet with(PortSet other) {
        List<PortRange> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return of(both);
    }

    /** The ranges, ascending; none overlaps or touches the next. */
    public List<PortRange> ranges() {
        return ranges;
    }

    /** How many ports: 0 to 65535. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Tells whether the port is in it. */
    public boolean contains(int port) {
        return indexOf(port) >= 0;
    }

    /**
     * The port at this place of the ascending order.
     *
     * @param index from 0 to less than {@link #size}
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public int at(int index) {
        java.util.Objects.checkIndex(index, size);
        int found = Arrays.binarySearch(before, index);
        int range = found >= 0 ? found : -found - 2;
        return ranges.get(range).first() + index - before[range];
    }

    /** The place of the port in the ascending order; -1 if it is not in the set. */
    public int indexOf(int port) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            PortRange range = ranges.get(middle);
            if (range.contains(port)) {
                return before[middle] + port - range.first();
            }
            if (port < range.first()) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }

    /** The ports, ascending. */
    public IntStream stream() {
        return ranges.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** Prints {@code 22,80,1000-2000}, which {@link #parse} reads; empty for no port. */
    @Override
    public String toString() {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }
}
