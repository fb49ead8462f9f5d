package io.github.ports4j.spi;

/**
 * What the rules say of a set of connections.
 *
 * @param outcome what becomes of them
 * @param filtered whether anything filters at all
 * @param reason one sentence: the rule that decides, or what is not understood
 */
public record FilterVerdict(Outcome outcome, boolean filtered, String reason) {
    /** What becomes of the connections. */
    public enum Outcome {
        /** All are let in. */
        OPEN,
        /** All are kept out. */
        CLOSED,
        /** It is certain that some are kept out; others may be let in. */
        PARTLY,
        /** The rules hold something that is not understood, or it depends on what was not said. */
        UNKNOWN
    }
}
