package io.github.ports4j.posix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who descends from whom, as one look at all processes shows it.
 *
 * @param <P> what is known of a process
 */
public final class ProcessTree<P extends ProcessTree.Member> {
    /** A process in its family. */
    public interface Member {
        /** Its number. */
        long pid();

        /** That of its parent. */
        long parent();

        /** When it began, by whatever clock all share. */
        long start();
    }

    private final Map<Long, List<P>> children = new HashMap<>();

    /** Of all processes, in any order. */
    public ProcessTree(List<P> processes) {
        processes.stream()
                .sorted(Comparator.comparingLong(Member::pid))
                .forEach(process -> children.computeIfAbsent(process.parent(), pid -> new ArrayList<>())
                        .add(process));
    }

    /** Those below this one, generation by generation. */
    public List<P> below(P root) {
        List<P> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>(Set.of(root.pid()));
        Deque<P> parents = new ArrayDeque<>(List.of(root));
        while (!parents.isEmpty()) {
            P parent = parents.remove();
            for (P child : children.getOrDefault(parent.pid(), List.of())) {
                // Nobody is older than his parent, and there are no circles: a pid changed hands during the look.
                if (child.start() >= parent.start() && seen.add(child.pid())) {
                    found.add(child);
                    parents.add(child);
                }
            }
        }
        return found;
    }
}
