package io.github.ports4j;

/** One port of this host. Holds nothing and is safe for use by many threads. */
public interface Port {
    /** Which port. */
    TransportPort id();

    /**
     * Looks who or what is in the way of binding it.
     *
     * <p>Where nobody holds the port, it is bound for a moment to see whether it can be (and never listened on).
     *
     * @return the answer; a port that can't be explained is {@link PortState#UNKNOWN}
     * @throws SystemCallException if the kernel refuses every way to its socket table
     */
    PortReport explain();

    /**
     * Gets the port back: ends all its holders by {@link SignalLadder#standard()}, and verifies that it is free. The same as
     * {@code freeing().plan().execute()}.
     *
     * @return what came of it; a refusal or a stubborn holder is an answer, not an exception
     * @throws PortInterruptedException if the thread is interrupted; no further signal is sent
     */
    FreeResult free();

    /** How to free it, to be refined before {@link Freeing#plan()}. */
    Freeing freeing();
}
