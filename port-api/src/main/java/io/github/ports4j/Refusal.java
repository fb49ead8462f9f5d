package io.github.ports4j;

/** Why nobody was signalled. Open: later versions may add constants. */
public enum Refusal {
    /** A process in question is protected: {@link ProcessInfo#protection()}. */
    PROTECTED,
    /** The system does not permit this user to signal it, or to see who it is. */
    NOT_PERMITTED,
    /** The caller's own condition said no: {@link Freeing#onlyIf}. */
    GUARD,
    /** Somebody holds the port whom this host does not show. */
    HIDDEN,
    /** The port's holder is another than the one planned for. */
    CHANGED
}
