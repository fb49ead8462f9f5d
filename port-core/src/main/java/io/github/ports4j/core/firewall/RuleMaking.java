package io.github.ports4j.core.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one rule, looks what came of it, and takes it back if it is of no use. */
final class RuleMaking {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    private final HostProvider host;
    private final PacketFilter filter;
    private final FirewallAction action;
    private final FirewallRule rule;
    private final FilterMark mark;
    private final FirewallManager manager;

    RuleMaking(HostProvider host, PacketFilter filter, FirewallAction action, FirewallRule rule, FilterMark mark) {
        this.host = host;
        this.filter = filter;
        this.action = action;
        this.rule = rule;
        this.mark = mark;
        this.manager = filter.status().manager();
    }

    FirewallLease make(FilterChange change) {
        FilterHold hold = change.apply();
        try {
            FilterVerdict after = JointVerdict.of(filter, rule);
            if (isAsWished(after)) {
                return kept(
                        hold,
                        action == FirewallAction.OPEN ? FirewallEffect.OPENED : FirewallEffect.DENIED,
                        after.reason());
            }
            if (after.outcome() == Outcome.UNKNOWN) {
                return kept(
                        hold,
                        FirewallEffect.INERT,
                        "the rule is in place, but it can't be told what comes of it: " + after.reason());
            }
            takeBack(hold);
            FirewallEffect effect = action == FirewallAction.OPEN ? FirewallEffect.BLOCKED : FirewallEffect.INERT;
            LOG.info("took back {} {} by {}: {}", action, rule, manager, after.reason());
            return new EmptyLease(host, action, rule, manager, effect, after.reason() + "; our rule was taken back");
        } catch (RuntimeException | Error e) {
            takeBack(hold, e);
            throw e;
        }
    }

    private boolean isAsWished(FilterVerdict verdict) {
        return verdict.outcome() == (action == FirewallAction.OPEN ? Outcome.OPEN : Outcome.CLOSED);
    }

    private FirewallLease kept(FilterHold hold, FirewallEffect effect, String reason) {
        Optional<FirewallEntry> entry = filter.list().stream()
                .filter(made -> made.id().equals(mark.id()))
                .findFirst();
        if (entry.isEmpty()) {
            takeBack(hold);
            FilterVerdict without =
                    JointVerdict.of(filter, rule); // somebody may have made an equal one at the same time
            return new EmptyLease(
                    host,
                    action,
                    rule,
                    manager,
                    LocalFirewall.already(action, without).orElse(FirewallEffect.INERT),
                    "the rule was gone as soon as it was made, as something else changes the filter: "
                            + without.reason());
        }
        LOG.info("{} {} by {} as {}: {}", action, rule, manager, mark.text(), effect);
        return new RuleLease(
                host, action, rule, manager, mark, hold, entry.get().rules(), effect, reason);
    }

    private void takeBack(FilterHold hold) {
        hold.close();
        filter.removal(mark.id()).apply();
    }

    private void takeBack(FilterHold hold, Throwable cause) {
        try {
            takeBack(hold);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
