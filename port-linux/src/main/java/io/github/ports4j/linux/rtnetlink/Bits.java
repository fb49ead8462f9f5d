package io.github.ports4j.linux.rtnetlink;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Flags as a set. */
final class Bits {
    private Bits() {}

    /**
     * The names of the bits that are set; those without a name are left out.
     *
     * @param names from the lowest bit up
     */
    static <E extends Enum<E>> Set<E> names(Class<E> type, List<E> names, int bits) {
        EnumSet<E> set = EnumSet.noneOf(type);
        for (int i = 0; i < names.size(); i++) {
            if ((bits >>> i & 1) != 0) {
                set.add(names.get(i));
            }
        }
        return set;
    }
}
