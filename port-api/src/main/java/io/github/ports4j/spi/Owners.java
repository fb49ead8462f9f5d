package io.github.ports4j.spi;

import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.internal.ValueFactory;
import java.util.List;

/** Makes the owners of sockets. */
public final class Owners {
    private static final ValueFactory VALUES = ValueFactory.get();
    private static final Owner NONE =
            VALUES.owner(Owner.Kind.NONE, List.of(), true, "the kernel keeps no process for it");
    private static final Owner NOT_READ =
            VALUES.owner(Owner.Kind.NOT_READ, List.of(), false, "the query asked for no owners");

    private Owners() {}

    /**
     * These processes have a descriptor of the socket.
     *
     * @param processes at least one
     * @param exhaustive whether the descriptors of every process could be read
     */
    public static Owner known(List<ProcessId> processes, boolean exhaustive) {
        if (processes.isEmpty()) {
            throw new IllegalArgumentException("a known owner needs a process");
        }
        String reason = exhaustive
                ? "a descriptor was found, and every process was looked at"
                : "a descriptor was found, and not every process could be looked at";
        return VALUES.owner(Owner.Kind.KNOWN, byPid(processes), exhaustive, reason);
    }

    private static List<ProcessId> byPid(List<ProcessId> processes) {
        // most sockets have one process, and a stream takes longer than all else about it
        if (processes.size() == 1) {
            return List.of(processes.get(0));
        }
        return processes.stream()
                .sorted((one, other) -> Long.compare(one.pid(), other.pid()))
                .toList();
    }

    /** Somebody has the socket, and no descriptor of it was found, for this reason: one sentence. */
    public static Owner hidden(String reason) {
        return VALUES.owner(Owner.Kind.HIDDEN, List.of(), false, reason);
    }

    /** No process has it. */
    public static Owner none() {
        return NONE;
    }

    /** It was not asked for. */
    public static Owner notRead() {
        return NOT_READ;
    }
}
