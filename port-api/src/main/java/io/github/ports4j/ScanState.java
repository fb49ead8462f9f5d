package io.github.ports4j;

/** What a scan found out about one port. A final set: no constant will be added. */
public enum ScanState {
    /** Somebody takes connections, or answers datagrams. */
    OPEN,
    /** The host said that nobody is there. */
    CLOSED,
    /** No answer after all tries, or something on the way said that it does not let it through. */
    FILTERED,
    /** A UDP port that stayed silent: services need not answer, so silence is no proof either way. */
    OPEN_OR_FILTERED,
    /** It was not tried, or not to the end: never said of a port that answered. */
    UNTRIED
}
