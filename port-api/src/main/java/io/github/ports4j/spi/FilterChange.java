package io.github.ports4j.spi;

import io.github.ports4j.FirewallCommand;
import java.util.List;
import java.util.Optional;

/** A change of the packet filter that is ready to be made, once. */
public interface FilterChange {
    /** What an administrator would run to the same end; empty if {@link #obstacle} is present. */
    List<FirewallCommand> commands();

    /** Why it would be of no use, and so is not made; empty if it can be made. */
    Optional<FilterObstacle> obstacle();

    /**
     * Makes it, whole or not at all. If that fails half-way, what was done is undone before the error is thrown; if that fails too, the
     * error says what stays, and {@link PacketFilter#list} shows it.
     *
     * @return what has to be closed for the change to end, for rules that the kernel ends with this process; else {@link FilterHold#NONE}
     */
    FilterHold apply();
}
