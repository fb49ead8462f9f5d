package io.github.ports4j;

/** What stands in the way of binding a port. This set is final. */
public enum PortState {
    /** Nothing: it can be bound, with and without {@code SO_REUSEADDR}. */
    FREE,
    /** Only what is left of connections: it can be bound with {@code SO_REUSEADDR}, not without, until they have gone. */
    FREE_SOON,
    /** At least one process listens on it. TCP only. */
    LISTENING,
    /** At least one process has bound it and does not listen; the ordinary state of a UDP server. */
    BOUND,
    /**
     * Nobody holds it, and it can't be bound, because connections of processes on this host use it as their near end: they opened
     * them, or accepted them from a listener that is closed.
     */
    CLIENT,
    /** It can't be bound, or perhaps not, and who is in the way can't be seen; the report's reason says why. */
    UNKNOWN
}
