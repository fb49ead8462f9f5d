package io.github.ports4j;

/**
 * Something that a snapshot of the socket table could not see.
 *
 * @param cause why in general
 * @param what what could not be seen, such as {@code descriptors of processes}
 * @param count how many; at least 1
 * @param reason one sentence for people, never empty
 */
public record Gap(Cause cause, String what, long count, String reason) {
    /** Why something can't be seen. Open: later versions may add constants. */
    public enum Cause {
        /** The caller lacks a permission. */
        PERMISSION,
        /** The kernel, or the only way to it that was open, does not tell. */
        NOT_TOLD,
        /** It belongs to processes that this namespace does not show. */
        NAMESPACE
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gap that
                && cause == that.cause
                && what.equals(that.what)
                && count == that.count
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * what.hashCode() + Long.hashCode(count)) + reason.hashCode();
    }

    @Override
    public String toString() {
        return what + ": " + count + " (" + reason + ")";
    }
}
