package io.github.ports4j.spi;

import io.github.ports4j.ProcessId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at processes, signals them, and waits for their end. */
public interface ProcessControl {
    /** The pid of this JVM, in the numbers of this host. */
    long currentPid();

    /**
     * Looks at the process that has this pid now.
     *
     * @return empty if there is none
     * @throws io.github.ports4j.SystemCallException if the system answers with an error that is not known
     */
    Optional<ProcessFacts> read(long pid);

    /**
     * The pid of the parent of the process that has this pid now: what {@link #read} says, for less where the system tells it alone.
     *
     * @return empty if there is no such process, or it has no parent that can be seen
     * @throws io.github.ports4j.SystemCallException if the system answers with an error that is not known
     */
    default OptionalLong parent(long pid) {
        Optional<ProcessFacts> facts = read(pid);
        return facts.isPresent() ? facts.get().parent() : OptionalLong.empty();
    }

    /**
     * Takes hold of a process, so that what follows reaches this one or nobody.
     *
     * @return empty if it is gone, also where another has its pid now
     * @throws io.github.ports4j.SystemCallException if the system answers with an error that is not known
     */
    Optional<ProcessTarget> open(ProcessId process);

    /** The processes that descend from this one, children before their own children; what vanishes meanwhile is left out. */
    List<ProcessId> descendants(ProcessId process);

    /**
     * Waits until at least one of these is gone or the time has passed, without a loop of sleeps where the system can tell.
     *
     * @throws InterruptedException if the thread is interrupted before or meanwhile; noticed within 50 ms
     */
    void awaitExit(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException;
}
