package io.github.ports4j.spi;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import java.util.Objects;

/**
 * A rule that is to be made.
 *
 * @param action what it does
 * @param rule for what; has at least one source
 * @param mark whose it is
 */
public record FilterRequest(FirewallAction action, FirewallRule rule, FilterMark mark) {
    /**
     * Checks that there is a source.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FilterRequest {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(mark, "mark");
        requireSource(rule);
    }

    /**
     * Refuses a rule for nobody.
     *
     * @throws IllegalArgumentException if it has no source
     */
    public static void requireSource(FirewallRule rule) {
        if (rule.sources().isEmpty()) {
            throw new IllegalArgumentException("for " + rule.ports() + "/" + rule.protocol()
                    + " no source was named: say from which addresses, or from any");
        }
    }
}
