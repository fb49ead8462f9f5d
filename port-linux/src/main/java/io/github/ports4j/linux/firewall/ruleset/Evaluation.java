package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** What a ruleset does to a class of packets. */
public final class Evaluation {
    private final Ruleset ruleset;
    private final Predicate<InetAddress> local;

    /**
     * Of this ruleset.
     *
     * @param local whether this is an address of this host
     */
    public Evaluation(Ruleset ruleset, Predicate<InetAddress> local) {
        this.ruleset = ruleset;
        this.local = local;
    }

    /**
     * The outcome.
     *
     * @param verdict what becomes of the packets
     * @param dropping the base chains in which some are dropped, or may be, in the order in which packets meet them
     */
    public record Outcome(FilterVerdict verdict, List<ChainId> dropping) {}

    /** What becomes of these packets. */
    public Outcome of(FilterQuestion question) {
        return new Outcome(
                new FilterVerdict(FilterVerdict.Outcome.UNKNOWN, true, "not evaluated: " + ruleset + local + question),
                List.of());
    }
}
