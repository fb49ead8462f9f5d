package io.github.ports4j;

import java.io.IOException;
import java.util.Optional;

/**
 * A port is not free: freeing it did not succeed ({@link FreeResult#orThrow()}), or it could not be bound
 * ({@link Ports#explain(IOException, int)}). The message names who holds it; {@link #report()} has it as values.
 */
public final class PortHeldException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient PortReport report;
    private final transient Optional<FreeResult> result;

    PortHeldException(FreeResult result) {
        super(result.toString(), null);
        this.report = result.report();
        this.result = Optional.of(result);
    }

    PortHeldException(PortReport report, IOException failure) {
        super(text(report, failure), failure);
        this.report = report;
        this.result = Optional.empty();
    }

    private static String text(PortReport report, IOException failure) {
        String seen = report.state() == PortState.FREE
                ? report + "; a moment ago it could not: " + failure.getMessage()
                : report.toString();
        return seen + report.hint().map(hint -> "; " + hint).orElse("");
    }

    /** The port as it was seen last, with its holders. */
    public PortReport report() {
        return report;
    }

    /** What came of freeing it, where it was to be freed. */
    public Optional<FreeResult> result() {
        return result;
    }
}
