package io.github.ports4j.posix;

/** An answer that may be unknown, as Kleene's logic of three values has it. */
public enum Truth {
    TRUE,
    FALSE,
    MAYBE;

    /** Known. */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** False if one is, unknown if it may be so. */
    public Truth and(Truth other) {
        return this == FALSE || other == FALSE ? FALSE : this == TRUE && other == TRUE ? TRUE : MAYBE;
    }

    /** True if one is, unknown if it may be so. */
    public Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** The contrary; what is unknown stays so. */
    public Truth not() {
        return this == TRUE ? FALSE : this == FALSE ? TRUE : MAYBE;
    }
}
