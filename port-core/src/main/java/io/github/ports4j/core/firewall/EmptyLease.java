package io.github.ports4j.core.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lease for which nothing was changed, and so nothing is held. */
final class EmptyLease implements FirewallLease {
    private final HostProvider host;
    private final FirewallAction action;
    private final FirewallRule rule;
    private final FirewallManager manager;
    private final FirewallEffect effect;
    private final String reason;

    EmptyLease(
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
    public FirewallEffect effect() {
        return effect;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public FirewallRule rule() {
        return rule;
    }

    @Override
    public FirewallManager manager() {
        return manager;
    }

    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public List<String> rules() {
        return List.of();
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.empty();
    }

    @Override
    public void renew(Duration duration) {
        rule.lasting(duration); // refuses what is no duration for a rule; there is none to renew
    }

    @Override
    public FirewallEffect verify() {
        FilterVerdict now = Judgement.of(host.packetFilter(), rule);
        return LocalFirewall.already(action, now)
                .orElse(
                        action == FirewallAction.OPEN && now.outcome() != FilterVerdict.Outcome.UNKNOWN
                                ? FirewallEffect.BLOCKED
                                : FirewallEffect.INERT);
    }

    @Override
    public void detach() {
        // nothing is held
    }

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public String toString() {
        return action + " " + rule + " by " + manager + ": " + effect + ": " + reason;
    }
}
