package io.github.ports4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@link Firewall#open} or {@link Firewall#deny} would do now. Immutable. */
public final class FirewallPlan {
    private final FirewallAction action;
    private final FirewallRule rule;
    private final FirewallManager manager;
    private final List<FirewallCommand> commands;
    private final Optional<FirewallEffect> effect;
    private final String reason;

    FirewallPlan(
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            List<FirewallCommand> commands,
            Optional<FirewallEffect> effect,
            String reason) {
        this.action = action;
        this.rule = rule;
        this.manager = manager;
        this.commands = List.copyOf(commands);
        this.effect = effect;
        this.reason = reason;
    }

    /** Whether to let in or to keep out. */
    public FirewallAction action() {
        return action;
    }

    /** What was asked for. */
    public FirewallRule rule() {
        return rule;
    }

    /** Who manages the filter. */
    public FirewallManager manager() {
        return manager;
    }

    /**
     * What an administrator would run to the same end, in this order; empty if nothing would be changed. The rule belongs to no process
     * then, and stays until its time is over, unless it {@linkplain FirewallRule#endingWithProcess() ends with one}.
     */
    public List<FirewallCommand> commands() {
        return commands;
    }

    /**
     * The effect that it would have, as far as can be told now; empty where this user may not look at the rules that decide it, or they
     * hold something that is not understood.
     */
    public Optional<FirewallEffect> effect() {
        return effect;
    }

    /** Why, in one sentence. */
    public String reason() {
        return reason;
    }

    /** Prints the effect, then each command on lines of its own. */
    @Override
    public String toString() {
        String head = action + " " + rule + " by " + manager + ": "
                + effect.map(Enum::name).orElse("effect not known") + ": " + reason;
        return commands.isEmpty()
                ? head
                : commands.stream().map(FirewallCommand::toString).collect(Collectors.joining("\n", head + "\n", ""));
    }
}
