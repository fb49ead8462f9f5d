package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterObstacle;
import java.util.List;
import java.util.Optional;

/** A change that would be of no use. */
final class Blocked implements FilterChange {
    private final FilterObstacle why;

    Blocked(FirewallEffect effect, String reason) {
        why = new FilterObstacle(effect, reason);
    }

    @Override
    public List<FirewallCommand> commands() {
        return List.of();
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return Optional.of(why);
    }

    @Override
    public FilterHold apply() {
        throw new IllegalStateException("not made, as " + why.reason());
    }
}
