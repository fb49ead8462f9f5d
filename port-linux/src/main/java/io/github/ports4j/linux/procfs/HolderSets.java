package io.github.ports4j.linux.procfs;

import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.spi.Owners;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups what a walk found by socket, so that sockets with the same processes share one {@link Owner}. A set of processes is
 * its number; each comes from a smaller set and one process more, in the order of the walk, so that equal sets get equal numbers.
 * Not safe for use by several threads.
 */
final class HolderSets {
    private static final int EMPTY = 0;

    private final Walk walk;
    private final int[] setOf;
    private final LongTable steps = new LongTable(0); // from a set, in the upper half, by a process + 1, in the lower
    private final Longs stepTo = new Longs(); // the same, by the set that it leads to, less 1
    private final List<@Nullable Owner> owners = new ArrayList<>();

    HolderSets(Walk walk) {
        this.walk = walk;
        setOf = new int[walk.inodes().size()];
        Longs found = walk.found();
        for (int i = 0; i < found.size(); i++) {
            long pair = found.get(i);
            int process = (int) (pair >>> Integer.SIZE);
            boolean again = i > 0 && found.get(i - 1) == pair; // a second descriptor of the same socket
            if (!again && walk.identity(process).isPresent()) {
                int place = (int) pair;
                setOf[place] = step(((long) setOf[place] << Integer.SIZE) | (process + 1));
            }
        }
    }

    private int step(long step) {
        int known = steps.size();
        int set = steps.add(step);
        if (set == known) {
            stepTo.add(step);
            owners.add(null);
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

    /** Whose the socket at this place is; null if no process was seen. */
    @Nullable
    Owner owner(int place, boolean exhaustive) {
        int set = setOf[place];
        if (set == EMPTY) {
            return null;
        }
        Owner owner = owners.get(set - 1);
        if (owner == null) {
            owner = Owners.known(processes(set), exhaustive);
            owners.set(set - 1, owner);
        }
        return owner;
    }

    private List<ProcessId> processes(int set) {
        List<ProcessId> processes = new ArrayList<>();
        int rest = set;
        while (rest != EMPTY) {
            long step = stepTo.get(rest - 1);
            walk.identity((int) step - 1).ifPresent(processes::add);
            rest = (int) (step >>> Integer.SIZE);
        }
        return processes;
    }
}
