package io.github.ports4j;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The system did not permit something; the message says what, and what would permit it. */
public final class NotPermittedException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable FreeResult result;

    NotPermittedException(FreeResult result) {
        super(result.toString(), null);
        this.result = result;
    }

    /**
     * Describes what was refused.
     *
     * @param what what was not permitted, such as {@code to read the rules of nf_tables}
     * @param permits what would permit it, such as {@code CAP_NET_ADMIN}; one sentence
     */
    public NotPermittedException(String what, String permits) {
        super("not permitted: " + what + "; " + permits, null);
        result = null;
    }

    /** The same, with the error that told it. */
    public NotPermittedException(String what, String permits, Throwable cause) {
        super("not permitted: " + what + "; " + permits, cause);
        result = null;
    }

    /** What came of freeing the port, where a port was to be freed. */
    public Optional<FreeResult> result() {
        return Optional.ofNullable(result);
    }
}
