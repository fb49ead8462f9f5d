package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.procfs.PidStat;
import io.github.ports4j.posix.ProcessTree;
import java.util.List;
import java.util.Optional;

/** Finds the descendants of a process by one walk over /proc/PID/stat. */
final class Descendants {
    private final ProcessReader reader;

    Descendants(ProcessReader reader) {
        this.reader = reader;
    }

    /** Those that live and may be looked at, children before their own children; none if the process itself is gone. */
    List<ProcessId> of(ProcessId root) {
        Optional<Descriptor> opened = reader.open(root.pid());
        if (opened.isEmpty()) {
            return List.of();
        }
        try (Descriptor directory = opened.get()) {
            List<PidStat> processes = reader.all();
            // Looked at after the walk: then it had its pid all the while, and nobody else's children are taken for its
            // own.
            Optional<PidStat> stat =
                    reader.stat(directory.number()).filter(now -> now.startTicks() == root.startToken());
            return stat.isEmpty()
                    ? List.of()
                    : new ProcessTree<>(processes)
                            .below(stat.get()).stream()
                                    .filter(this::lives)
                                    .map(reader::id)
                                    .toList();
        }
    }

    private boolean lives(PidStat process) {
        if (!process.ended()) {
            return true;
        }
        Optional<Descriptor> opened = reader.open(process.pid());
        if (opened.isEmpty()) {
            return false;
        }
        try (Descriptor directory = opened.get()) {
            return !reader.ended(directory.number());
        }
    }
}
