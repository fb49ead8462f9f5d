package io.github.ports4j;

import org.jspecify.annotations.Nullable;

/**
 * The base of this library's exceptions. Ordinary states of the world (a busy port, a process that is gone) are answers and
 * never thrown; wrong arguments are {@link IllegalArgumentException}.
 */
public abstract class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
