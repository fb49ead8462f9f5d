package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallException;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterObstacle;
import java.util.List;
import java.util.Optional;

/**
 * A change of rules that stay by themselves.
 *
 * @param commands what would be run
 * @param obstacle why it is of no use
 * @param making makes it
 */
public record PreparedChange(List<FirewallCommand> commands, Optional<FilterObstacle> obstacle, Runnable making)
        implements FilterChange {
    /** Keeps a copy of the commands. */
    public PreparedChange {
        commands = List.copyOf(commands);
    }

    /** Nothing has to be done. */
    public static PreparedChange none() {
        return new PreparedChange(List.of(), Optional.empty(), () -> {});
    }

    /** It would be of no use. */
    public static PreparedChange obstructed(FirewallEffect effect, String reason) {
        return new PreparedChange(List.of(), Optional.of(new FilterObstacle(effect, reason)), () -> {});
    }

    /** What can be made again and again until it is done, and so is not taken back. */
    public static PreparedChange repeatable(List<FirewallCommand> commands, Runnable making) {
        return new PreparedChange(commands, Optional.empty(), making);
    }

    /**
     * Whole or not at all.
     *
     * @param id of the rule, for what is said if it can't be taken back
     * @param takingBack finds what of it was made, however far it came, and undoes that and nothing else
     */
    public static PreparedChange whole(
            String id, List<FirewallCommand> commands, Runnable making, Runnable takingBack) {
        return new PreparedChange(commands, Optional.empty(), () -> {
            try {
                making.run();
            } catch (RuntimeException | Error failure) {
                takeBack(id, commands, takingBack, failure);
                throw failure;
            }
        });
    }

    private static void takeBack(String id, List<FirewallCommand> commands, Runnable takingBack, Throwable failure) {
        try {
            takingBack.run();
        } catch (RuntimeException again) {
            FirewallException both = new FirewallException(
                    commands.get(0).argv(),
                    -1,
                    String.valueOf(failure.getMessage()),
                    "what was done could not be taken back (" + again.getMessage() + "), so the rule " + id
                            + " may be there in part; remove it when it is listed");
            both.addSuppressed(failure);
            both.addSuppressed(again);
            throw both;
        }
    }

    @Override
    public FilterHold apply() {
        if (obstacle.isPresent()) {
            throw new IllegalStateException(
                    "of no use, and so not made: " + obstacle.get().reason());
        }
        making.run();
        return FilterHold.NONE;
    }
}
