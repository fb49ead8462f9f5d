package io.github.ports4j;

/** This system, or its provider, does not have what was asked for. */
public final class UnsupportedFeatureException extends PortException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing and where. */
    public UnsupportedFeatureException(String message) {
        super(message, null);
    }
}
