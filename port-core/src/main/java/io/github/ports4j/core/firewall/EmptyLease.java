package io.github.ports4j.core.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lease for which nothing was changed, and so nothing is held. */
final class EmptyLease extends ReportedLease {

    EmptyLease(
            HostProvider host,
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            FirewallEffect effect,
            String reason) {
        super(host, action, rule, manager, effect, reason);
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
        rule().lasting(duration); // refuses what is no duration for a rule; there is none to renew
    }

    @Override
    public FirewallEffect verify() {
        FilterVerdict now = JointVerdict.of(host.packetFilter(), rule());
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
}
