package io.github.ports4j.linux.statistics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of some groups by their names, in the order of the kernel. */
final class Counted {
    private final Map<Group, Map<String, Long>> groups = new EnumMap<>(Group.class);

    boolean has(Group group) {
        return groups.containsKey(group);
    }

    /** Adds a value; false if there is one of this name already. */
    boolean add(Group group, String name, long value) {
        return groups.computeIfAbsent(group, any -> new LinkedHashMap<>()).putIfAbsent(name, value) == null;
    }

    /** The values of a group; none if there is no such group. */
    Map<String, Long> of(Group group) {
        return Collections.unmodifiableMap(groups.getOrDefault(group, Map.of()));
    }

    @Override
    public String toString() {
        return groups.toString();
    }
}
