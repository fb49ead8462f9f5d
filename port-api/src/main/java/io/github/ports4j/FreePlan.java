package io.github.ports4j;

import java.util.List;

/**
 * What freeing would do: the dry run, and the thing that is executed. Prints as lines to be read before.
 *
 * <p>Immutable and safe for use by many threads; holds no descriptor.
 */
public interface FreePlan {
    /** What would happen to each port, in the order asked for. */
    List<PlannedPort> ports();

    /** Who would be signalled, each once, by pid. */
    List<PlannedTermination> terminations();

    /**
     * Does it. Everything is looked at again first: a process that has gone is left out, and a port whose holder is another
     * than the planned one is refused ({@link Refusal#CHANGED}).
     *
     * @return one result per port, in order
     * @throws PortInterruptedException if the thread is interrupted; no further signal is sent
     */
    List<FreeResult> execute();
}
