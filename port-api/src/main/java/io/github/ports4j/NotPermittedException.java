package io.github.ports4j;

/** The system did not permit something; the message says what, and what would permit it. */
public final class NotPermittedException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient FreeResult result;

    NotPermittedException(FreeResult result) {
        super(result.toString(), null);
        this.result = result;
    }

    /** What came of freeing the port. */
    public FreeResult result() {
        return result;
    }
}
