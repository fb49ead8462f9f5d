package io.github.ports4j;

import java.util.List;

/**
 * Not exactly one provider for this host's operating system is available. The message names each candidate and its reason;
 * what they threw is attached as suppressed exceptions.
 */
public final class ProviderException extends PortException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes the candidates.
     *
     * @param message which candidates there were, and what each said
     * @param causes what they threw
     */
    public ProviderException(String message, List<? extends Throwable> causes) {
        super(message, causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).forEach(this::addSuppressed);
    }
}
