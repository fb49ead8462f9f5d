package io.github.ports4j;

import java.util.Optional;

/** Ends processes by a ladder of signals, and waits until they are gone. Stateless and safe for use by many threads. */
public interface ProcessTerminator {
    /**
     * Looks at a process.
     *
     * @param pid a pid of this pid namespace
     * @return the process that has the pid now; empty if none has
     * @throws IllegalArgumentException if the pid is not positive
     * @throws SystemCallException if the system answers with an error that is not known
     */
    Optional<ProcessInfo> find(long pid);

    /**
     * Climbs the ladder until the process is gone. The identity is checked again before each signal, so that a process that
     * came later under the same pid never gets one.
     *
     * @param process from {@link #find} or a report
     * @param ladder which signals, and how long each may take
     * @param allow protections that are lifted for this call
     * @return what came of it; a refusal is an answer, not an exception
     * @throws IllegalArgumentException if a protection can't be lifted
     * @throws PortInterruptedException if the thread is interrupted; no further signal is sent
     * @throws SystemCallException if the system answers with an error that is not known
     */
    TerminationResult terminate(ProcessId process, SignalLadder ladder, Protection... allow);
}
