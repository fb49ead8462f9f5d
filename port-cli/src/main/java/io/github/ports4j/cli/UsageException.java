package io.github.ports4j.cli;

/** The command was called wrongly; the message is one line that says how. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
