package io.github.ports4j;

/** What came of opening or denying a port. This set is final. */
public enum FirewallEffect {
    /** A rule of ours lets in what was kept out. */
    OPENED,
    /** What was to be let in is let in already. Nothing was changed, and there is nothing to take back. */
    ALREADY_OPEN,
    /** A rule of ours keeps out what was let in. */
    DENIED,
    /** What was to be kept out is kept out already. Nothing was changed, and there is nothing to take back. */
    ALREADY_DENIED,
    /** Nothing filters here, so the port is open. Nothing was changed, and there is nothing to take back. */
    NOT_FILTERED,
    /**
     * It could not be shown that a rule of ours has an effect: the filter does not look at it, or holds something that is not
     * understood. The reason says which, and whether the rule is in place.
     */
    INERT,
    /** Something else keeps out what was to be let in, from all of the sources or from some; the reason names it. No rule of ours stays. */
    BLOCKED;

    /** Whether what was asked for holds: all but {@link #INERT} and {@link #BLOCKED}. */
    public boolean holds() {
        return this != INERT && this != BLOCKED;
    }
}
