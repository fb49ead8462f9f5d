package io.github.ports4j.spi;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import java.util.Optional;

/** A hold on one process, and on no other that comes after it. Not safe for use by several threads. */
public interface ProcessTarget extends AutoCloseable {
    /** What became of a signal. */
    enum Delivery {
        /** The system took it. */
        DELIVERED,
        /** The process is gone. */
        GONE,
        /** This user may not signal it. */
        NOT_PERMITTED
    }

    /** Which process. */
    ProcessId id();

    /** Tells whether it has ended: every thread of it. One that its parent has not yet reaped has ended. */
    boolean gone();

    /** Looks at it anew; empty if it is gone. */
    Optional<ProcessFacts> facts();

    /** Whether a signal would be taken: what {@code kill(2)} says to signal 0. Nothing is sent. */
    Delivery permission();

    /**
     * Sends a signal.
     *
     * @throws io.github.ports4j.SystemCallException if the system answers with an error that is not known
     */
    Delivery send(Signal signal);

    /** Lets go of it. May be called more than once. */
    @Override
    void close();
}
