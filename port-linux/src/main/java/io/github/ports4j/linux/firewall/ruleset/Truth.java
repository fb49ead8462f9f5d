package io.github.ports4j.linux.firewall.ruleset;

/** An answer that may be unknown. */
enum Truth {
    TRUE,
    FALSE,
    MAYBE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth and(Truth other) {
        return this == FALSE || other == FALSE ? FALSE : this == TRUE && other == TRUE ? TRUE : MAYBE;
    }

    Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    Truth not() {
        return this == TRUE ? FALSE : this == FALSE ? TRUE : MAYBE;
    }
}
