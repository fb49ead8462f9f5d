package io.github.ports4j.macos.firewall;

/** Whether a rule, or a part of it, is for a packet. */
enum Match {
    YES,
    NO,
    /** It depends on what was not said, or the rule is not understood. */
    MAYBE;

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }

    Match and(Match other) {
        return this == NO || other == NO ? NO : this == MAYBE || other == MAYBE ? MAYBE : YES;
    }

    Match not() {
        return this == MAYBE ? MAYBE : this == YES ? NO : YES;
    }
}
