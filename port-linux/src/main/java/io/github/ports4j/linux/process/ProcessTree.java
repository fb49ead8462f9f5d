package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.PidStat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who descends from whom, as one walk over /proc shows it. */
final class ProcessTree {
    private final Map<Long, List<PidStat>> children = new HashMap<>();

    /** From what stat says of all processes, in any order. */
    ProcessTree(List<PidStat> processes) {
        processes.stream()
                .sorted(Comparator.comparingLong(PidStat::pid))
                .forEach(process -> children.computeIfAbsent(process.parent(), pid -> new ArrayList<>())
                        .add(process));
    }

    /** Those below this one, generation by generation. */
    List<PidStat> below(PidStat root) {
        List<PidStat> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>(Set.of(root.pid()));
        Deque<PidStat> parents = new ArrayDeque<>(List.of(root));
        while (!parents.isEmpty()) {
            PidStat parent = parents.remove();
            for (PidStat child : children.getOrDefault(parent.pid(), List.of())) {
                // Nobody is older than his parent, and there are no circles: a pid changed hands during the walk.
                if (child.startTicks() >= parent.startTicks() && seen.add(child.pid())) {
                    found.add(child);
                    parents.add(child);
                }
            }
        }
        return found;
    }
}
