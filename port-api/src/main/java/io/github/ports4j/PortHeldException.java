package io.github.ports4j;

/** A port that was to be freed is not free; {@link #result()} says who holds it and why. */
public final class PortHeldException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient FreeResult result;

    PortHeldException(FreeResult result) {
        super(result.toString(), null);
        this.result = result;
    }

    /** What came of freeing it. */
    public FreeResult result() {
        return result;
    }
}
