package io.github.ports4j;

import java.util.Locale;

/** What a rule of ours does. */
public enum FirewallAction {
    /** Lets packets in. */
    OPEN,
    /** Drops packets without an answer. */
    DENY;

    /** Prints {@code open} or {@code deny}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
