package io.github.ports4j.posix;

import io.github.ports4j.FirewallCommand;

/** Runs the programs of packet filters; the one seam behind which a test can put a program that was never installed. */
public interface CommandRunner {
    /**
     * Runs it to its end, without a shell, with {@code LC_ALL=C} and a {@code PATH} of the system's folders as its only environment. An
     * interrupt does not end it, as a change half made is worse; the thread's flag is set afterwards.
     *
     * @throws io.github.ports4j.NotPermittedException if there is no such program, or this user may not run it
     * @throws io.github.ports4j.FirewallException if the system can't start it for another reason
     * @throws io.github.ports4j.PortTimeoutException if it did not end in time; it was killed
     */
    CommandResult run(FirewallCommand command);

    /** Whether there is such a program. */
    boolean isThere(String path);
}
