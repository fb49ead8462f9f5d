package io.github.ports4j.spi;

import io.github.ports4j.FirewallEffect;

/**
 * Why a change would be of no use.
 *
 * @param effect what is told for it: {@link FirewallEffect#BLOCKED} or {@link FirewallEffect#INERT}
 * @param reason one sentence: what is in the way, and what would help
 */
public record FilterObstacle(FirewallEffect effect, String reason) {
    /**
     * Checks the effect.
     *
     * @throws IllegalArgumentException if it is another
     */
    public FilterObstacle {
        if (effect.holds()) {
            throw new IllegalArgumentException("not an obstacle: " + effect);
        }
    }
}
