package io.github.ports4j;

/** A reply of the kernel has a form that is not known, and nothing was made of it. */
public final class MalformedReplyException extends PortException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long offset;
    private final long had;
    private final long needed;

    /**
     * Describes what was found.
     *
     * @param what the structure or field, such as {@code struct inet_diag_msg}
     * @param offset where it begins, in bytes from the start of the reply
     * @param had bytes that were there
     * @param needed bytes that it takes
     */
    public MalformedReplyException(String what, long offset, long had, long needed) {
        super(what + " at offset " + offset + ": need " + needed + " bytes, have " + had, null);
        this.what = what;
        this.offset = offset;
        this.had = had;
        this.needed = needed;
    }

    /** The structure or field. */
    public String what() {
        return what;
    }

    /** Where it begins, in bytes from the start of the reply. */
    public long offset() {
        return offset;
    }

    /** Bytes that were there. */
    public long had() {
        return had;
    }

    /** Bytes that it takes. */
    public long needed() {
        return needed;
    }
}
