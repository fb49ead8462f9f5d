package io.github.ports4j;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A port that was opened or denied, until this is closed, its time is over or {@link Firewall#sweep()} finds its process gone. Where
 * nothing had to be changed it holds nothing, and its methods change nothing. Safe for use by many threads.
 *
 * <p>Closing ends no connection: those that were let in go on.
 */
public interface FirewallLease extends AutoCloseable {
    /** What came of it when it was made. */
    FirewallEffect effect();

    /** Why, in one sentence: who keeps out what was to be let in, what is not understood. */
    String reason();

    /** What was asked for. */
    FirewallRule rule();

    /** Who manages the filter. */
    FirewallManager manager();

    /** The number of the rule in {@link Firewall#list()}; empty where nothing had to be changed. */
    Optional<String> id();

    /** The rules that were made, as the filter writes them. */
    List<String> rules();

    /** When the rule ends by itself, or may be swept; empty if at no set time. */
    Optional<Instant> expires();

    /**
     * Has the rule last so long from now.
     *
     * @throws IllegalStateException if it was closed or detached, its time is over, or somebody has taken the rule away
     * @throws IllegalArgumentException as {@link FirewallRule#lasting}
     * @throws NotPermittedException if this user may not change the filter
     */
    void renew(Duration duration);

    /**
     * Looks again: {@link FirewallEffect#INERT} if the rule has gone or the filter no longer looks at it, {@link FirewallEffect#BLOCKED}
     * if something came before it. Changes nothing.
     *
     * @throws NotPermittedException if this user may not look
     */
    FirewallEffect verify();

    /**
     * Lets the rule stay after this process, until its time is over or it is {@linkplain Firewall#remove removed}. From then on this lease
     * holds nothing.
     *
     * @throws IllegalStateException if it was closed, or somebody has taken the rule away
     * @throws UnsupportedFeatureException if the rule {@linkplain FirewallRule#endingWithProcess() ends with this process}
     */
    void detach();

    /**
     * Takes the rule back, and nothing else. May be called more than once.
     *
     * @throws NotPermittedException if this user may no longer change the filter
     * @throws FirewallException if the filter's program fails; the rule may still be there, and a further call tries again
     */
    @Override
    void close();
}
