package io.github.ports4j;

import java.util.List;
import java.util.stream.Collectors;

/** Which processes hold a descriptor of a socket, as far as it could be seen. Immutable. */
public final class Owner {
    /** How much is known of a socket's owner. This set is final. */
    public enum Kind {
        /** At least one process holds a descriptor of it. */
        KNOWN,
        /** The socket belongs to somebody, but no descriptor was found. */
        HIDDEN,
        /** No process has it: a connection in TIME_WAIT, one not yet accepted, one whose process has closed it. */
        NONE,
        /** The query asked for no owners. */
        NOT_READ
    }

    private final Kind kind;
    private final List<ProcessId> processes;
    private final boolean exhaustive;
    private final String reason;

    Owner(Kind kind, List<ProcessId> processes, boolean exhaustive, String reason) {
        this.kind = kind;
        this.processes = processes;
        this.exhaustive = exhaustive;
        this.reason = reason;
    }

    /** How much is known. */
    public Kind kind() {
        return kind;
    }

    /** All processes that were seen with a descriptor of the socket, by pid; empty unless {@link Kind#KNOWN}. */
    public List<ProcessId> processes() {
        return processes;
    }

    /**
     * Tells whether {@link #processes()} is all of them: false as soon as any process' descriptors could not be read, or not
     * all processes were asked.
     */
    public boolean exhaustive() {
        return exhaustive;
    }

    /** One sentence on how this is known, or why it is not. */
    public String reason() {
        return reason;
    }

    /** Tells whether the process holds the socket, as far as it was seen. */
    public boolean includes(ProcessId process) {
        return processes.contains(process);
    }

    @Override
    public String toString() {
        if (kind != Kind.KNOWN) {
            return kind + " (" + reason + ")";
        }
        String pids = processes.stream().map(id -> Long.toString(id.pid())).collect(Collectors.joining(", "));
        return (processes.size() == 1 ? "pid " : "pids ") + pids + (exhaustive ? "" : " and perhaps others");
    }
}
