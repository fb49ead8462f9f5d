package io.github.ports4j.cli;

import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ProcessTerminator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The details of the processes in one answer, each looked up once. */
final class ProcessDetails {
    private final ProcessTerminator terminator;
    private final Map<ProcessId, Optional<ProcessInfo>> known = new HashMap<>();

    ProcessDetails(ProcessTerminator terminator) {
        this.terminator = terminator;
    }

    /** The process; empty if it has ended meanwhile, also where another has its pid now. */
    Optional<ProcessInfo> of(ProcessId id) {
        return known.computeIfAbsent(
                id, key -> terminator.find(key.pid()).filter(found -> found.id().equals(key)));
    }
}
