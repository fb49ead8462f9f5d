package io.github.ports4j;

/**
 * A signal by its POSIX name; the number is the provider's business, it differs between systems. Open: later versions may
 * add constants.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/signal.h.html">signal.h</a>
 */
public enum Signal {
    /** Asks a process to end. */
    TERM,
    /** The terminal is gone; many servers read their configuration again instead of ending. */
    HUP,
    /** What Ctrl-C sends. */
    INT,
    /** Ends a process without asking it. */
    KILL,
    /** Ends with a core dump; a JVM prints its threads and goes on. */
    QUIT,
    /** Free for the program. */
    USR1,
    /** Free for the program. */
    USR2,
    /** Lets a stopped process go on. The library sends it by itself after another signal; a ladder can't hold it. */
    CONT
}
