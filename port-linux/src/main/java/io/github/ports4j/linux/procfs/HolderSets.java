package io.github.ports4j.linux.procfs;

import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.spi.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Groups what a walk found by socket, so that sockets with the same processes share one {@link Owner}. A set of processes is
 * its number; each comes from a smaller set and one process more, in the order of the walk, so that equal sets get equal numbers.
 * Not safe for use by several threads.
 */
final class HolderSets {
    private static final int EMPTY = 0;

    private final IntFunction<@Nullable ProcessId> identities;
    private final int[] setOf;
    private final LongTable steps = new LongTable(0); // from a set, in the upper half, by a process + 1, in the lower
    private final Longs stepTo = new Longs(); // the same, by the set that it leads to, less 1

    /**
     * Of what was found.
     *
     * @param identities who the process with an index is; null if it vanished before it could be told
     */
    HolderSets(FoundHolders found, IntFunction<@Nullable ProcessId> identities) {
        this.identities = identities;
        setOf = new int[found.sockets()];
        Longs others = found.others();
        int next = 0;
        for (int place = 0; place < setOf.length; place++) {
            int set = EMPTY;
            int first = found.first(place);
            int last = first;
            boolean firstIsIn = first < 0;
            for (; next < others.size() && (int) (others.get(next) >>> Integer.SIZE) == place; next++) {
                int process = (int) others.get(next);
                if (!firstIsIn && first < process) {
                    set = with(set, first);
                    firstIsIn = true;
                }
                if (process != last) { // else a second descriptor of the same socket
                    set = with(set, process);
                    last = process;
                }
            }
            setOf[place] = firstIsIn ? set : with(set, first);
        }
    }

    private int with(int set, int process) {
        return identities.apply(process) != null ? step(((long) set << Integer.SIZE) | (process + 1)) : set;
    }

    private int step(long step) {
        int known = steps.size();
        int set = steps.add(step);
        if (set == known) {
            stepTo.add(step);
        }
        return set + 1;
    }

    /** How many of the sockets have no process that was seen. */
    int hidden() {
        int hidden = 0;
        for (int set : setOf) {
            hidden += set == EMPTY ? 1 : 0;
        }
        return hidden;
    }

    /**
     * Whose the sockets are, by their places.
     *
     * @param exhaustive what {@link Owner#exhaustive()} says of those that have a process
     * @param hidden whose the others are
     */
    Owner[] owners(boolean exhaustive, Owner hidden) {
        Owner[] ofSet = new Owner[stepTo.size() + 1];
        ofSet[EMPTY] = hidden;
        Owner[] owners = new Owner[setOf.length];
        for (int place = 0; place < owners.length; place++) {
            int set = setOf[place];
            if (ofSet[set] == null) {
                ofSet[set] = Owners.known(processes(set), exhaustive);
            }
            owners[place] = ofSet[set];
        }
        return owners;
    }

    private List<ProcessId> processes(int set) {
        List<ProcessId> processes = new ArrayList<>();
        int rest = set;
        while (rest != EMPTY) {
            long step = stepTo.get(rest - 1);
            processes.add(
                    Objects.requireNonNull(identities.apply((int) step - 1), "a set of processes without identity"));
            rest = (int) (step >>> Integer.SIZE);
        }
        return processes;
    }
}
