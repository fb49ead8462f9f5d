package io.github.ports4j.core.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.HostProvider;

/** What was asked for, and what came of it when it was done: the part of a lease that never changes. */
abstract class ReportedLease implements FirewallLease {
    final HostProvider host;
    final FirewallAction action;
    private final FirewallRule rule;
    private final FirewallManager manager;
    private final FirewallEffect effect;
    private final String reason;

    ReportedLease(
            HostProvider host,
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            FirewallEffect effect,
            String reason) {
        this.host = host;
        this.action = action;
        this.rule = rule;
        this.manager = manager;
        this.effect = effect;
        this.reason = reason;
    }

    @Override
    public final FirewallEffect effect() {
        return effect;
    }

    @Override
    public final String reason() {
        return reason;
    }

    @Override
    public final FirewallRule rule() {
        return rule;
    }

    @Override
    public final FirewallManager manager() {
        return manager;
    }

    /** Prints {@code open 8080/tcp from any by nftables as 1a2b3c4d: OPENED: let in by …}. */
    @Override
    public final String toString() {
        return action + " " + rule + " by " + manager
                + id().map(id -> " as " + id).orElse("") + ": " + effect + ": " + reason;
    }
}
