package io.github.ports4j.core.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.PacketFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Firewall} over a provider. */
public final class LocalFirewall implements Firewall {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    private final HostProvider host;

    public LocalFirewall(HostProvider host) {
        this.host = host;
    }

    @Override
    public FirewallStatus status() {
        return host.packetFilter().status();
    }

    @Override
    public FirewallPlan plan(FirewallRule rule) {
        return plan(FirewallAction.OPEN, rule);
    }

    @Override
    public FirewallPlan planDeny(FirewallRule rule) {
        return plan(FirewallAction.DENY, rule);
    }

    private FirewallPlan plan(FirewallAction action, FirewallRule rule) {
        requireUsable(action, rule);
        PacketFilter filter = host.packetFilter();
        FirewallManager manager = filter.status().manager();
        Optional<FilterVerdict> before;
        boolean byOurs = false;
        String unseen = "";
        try {
            FirstLook look = FirstLook.at(filter, action, rule);
            before = Optional.of(look.verdict());
            byOurs = look.isByOurs();
        } catch (NotPermittedException e) {
            before = Optional.empty();
            unseen = "what the rules say now can't be seen: " + e.getMessage();
        }
        Optional<FirewallEffect> already = before.flatMap(verdict -> already(action, verdict));
        if (already.isPresent() && !byOurs) {
            return HostValues.firewallPlan(
                    action,
                    rule,
                    manager,
                    List.of(),
                    already,
                    before.orElseThrow().reason());
        }
        FilterMark own = new RuleOwner(host, filter).mark(rule.lasting(), rule.label(), List.of());
        // what an administrator runs is no rule of this process, and is not to be swept when it ends
        FilterMark mark = rule.isEndingWithProcess() ? own : own.detached();
        FilterChange change = filter.prepare(new FilterRequest(action, rule, mark));
        if (already.isPresent() && isNothing(change)) {
            return HostValues.firewallPlan(
                    action, rule, manager, List.of(), already, asItIs(before.orElseThrow(), change));
        }
        if (change.obstacle().isPresent()) {
            FilterObstacle obstacle = change.obstacle().get();
            return HostValues.firewallPlan(
                    action, rule, manager, List.of(), Optional.of(obstacle.effect()), obstacle.reason());
        }
        Optional<FirewallEffect> wanted =
                before.filter(verdict -> verdict.outcome() != Outcome.UNKNOWN).map(verdict -> wanted(action));
        return HostValues.firewallPlan(
                action,
                rule,
                manager,
                change.commands(),
                wanted,
                before.map(FilterVerdict::reason).orElse(unseen));
    }

    @Override
    public FirewallLease open(FirewallRule rule) {
        return lease(FirewallAction.OPEN, rule);
    }

    @Override
    public FirewallLease deny(FirewallRule rule) {
        if (rule.ports().contains(22) && rule.sources().stream().anyMatch(AddressBlock::isAll)) {
            LOG.warn("about to deny {}: that may keep out the one who manages this host", rule);
        }
        return lease(FirewallAction.DENY, rule);
    }

    private FirewallLease lease(FirewallAction action, FirewallRule rule) {
        requireUsable(action, rule);
        PacketFilter filter = host.packetFilter();
        FirewallManager manager = filter.status().manager();
        FirstLook look = FirstLook.at(filter, action, rule);
        FilterVerdict before = look.verdict();
        Optional<FirewallEffect> already = already(action, before);
        if (already.isPresent() && !look.isByOurs()) {
            return new EmptyLease(host, action, rule, manager, already.get(), before.reason());
        }
        FilterMark mark = new RuleOwner(host, filter).mark(rule.lasting(), rule.label(), look.ours());
        FilterChange change = filter.prepare(new FilterRequest(action, rule, mark));
        if (already.isPresent() && isNothing(change)) {
            return new EmptyLease(host, action, rule, manager, already.get(), asItIs(before, change));
        }
        if (change.obstacle().isPresent()) {
            return hindered(filter, action, rule, change, change.obstacle().get());
        }
        return new RuleMaking(host, filter, action, rule, mark).make(change);
    }

    /** Looks once more: what is in the way may be that somebody has made the same since the first look. */
    private FirewallLease hindered(
            PacketFilter filter,
            FirewallAction action,
            FirewallRule rule,
            FilterChange change,
            FilterObstacle obstacle) {
        FilterVerdict now = JointVerdict.of(filter, rule);
        Optional<FirewallEffect> already = already(action, now);
        return new EmptyLease(
                host,
                action,
                rule,
                filter.status().manager(),
                already.orElse(obstacle.effect()),
                already.isPresent() ? asItIs(now, change) : obstacle.reason());
    }

    private static void requireUsable(FirewallAction action, FirewallRule rule) {
        FilterRequest.requireSource(rule);
        if (action == FirewallAction.OPEN && rule.isEndingWithProcess()) {
            throw new IllegalArgumentException("only a rule that denies can end with the process");
        }
    }

    private static boolean isNothing(FilterChange change) {
        return change.obstacle().isPresent() || change.commands().isEmpty();
    }

    /** Why it holds already, and what there would be to say if it did not. */
    private static String asItIs(FilterVerdict verdict, FilterChange change) {
        return verdict.reason()
                + change.obstacle()
                        .map(obstacle -> "; without other rules of ours: " + obstacle.reason())
                        .orElse("");
    }

    private static FirewallEffect wanted(FirewallAction action) {
        return action == FirewallAction.OPEN ? FirewallEffect.OPENED : FirewallEffect.DENIED;
    }

    /** The effect where nothing has to be done. */
    static Optional<FirewallEffect> already(FirewallAction action, FilterVerdict verdict) {
        return switch (verdict.outcome()) {
            case OPEN ->
                action == FirewallAction.DENY
                        ? Optional.empty()
                        : Optional.of(verdict.filtered() ? FirewallEffect.ALREADY_OPEN : FirewallEffect.NOT_FILTERED);
            case CLOSED ->
                action == FirewallAction.DENY ? Optional.of(FirewallEffect.ALREADY_DENIED) : Optional.empty();
            case PARTLY, UNKNOWN -> Optional.empty();
        };
    }

    @Override
    public List<FirewallEntry> list() {
        return host.packetFilter().list();
    }

    @Override
    public boolean remove(FirewallEntry entry) {
        return remove(host.packetFilter(), entry, "it was asked for");
    }

    private static boolean remove(PacketFilter filter, FirewallEntry entry, String why) {
        if (filter.mark(entry.id()).isEmpty()) {
            return false;
        }
        filter.removal(entry.id()).apply();
        LOG.info("removed {}: {}", entry, why);
        return true;
    }

    @Override
    public FirewallAnswer query(TransportPort port, AddressBlock source) {
        FilterVerdict verdict = host.packetFilter()
                .judge(new FilterQuestion(
                        port.protocol(), PortRange.of(port.number(), port.number()), source, Optional.empty()));
        FirewallAnswer.Kind kind = switch (verdict.outcome()) {
            case OPEN -> FirewallAnswer.Kind.OPEN;
            case CLOSED -> FirewallAnswer.Kind.CLOSED;
            case PARTLY, UNKNOWN -> FirewallAnswer.Kind.UNKNOWN;
        };
        return HostValues.firewallAnswer(kind, verdict.reason());
    }

    @Override
    public List<FirewallEntry> sweep() {
        PacketFilter filter = host.packetFilter();
        RuleOwner owner = new RuleOwner(host, filter);
        List<FirewallEntry> swept = new ArrayList<>();
        List<PortException> failures = new ArrayList<>();
        for (FirewallEntry entry : filter.list()) {
            try {
                Optional<FilterMark> mark = filter.mark(entry.id());
                Optional<String> why = mark.flatMap(owner::abandoned);
                if (why.isPresent() && sweep(filter, owner, mark.get(), entry, why.get())) {
                    swept.add(entry);
                }
            } catch (PortException e) {
                failures.add(e); // the others are no less abandoned
            }
        }
        for (FilterMark remnant : filter.remnants()) {
            try {
                if (remnant.owner().isEmpty() || owner.abandoned(remnant).isPresent()) {
                    filter.removal(remnant.id()).apply();
                    LOG.info("removed what was left of {}", remnant);
                }
            } catch (PortException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            PortException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
        return List.copyOf(swept);
    }

    private static boolean sweep(
            PacketFilter filter, RuleOwner owner, FilterMark mark, FirewallEntry entry, String why) {
        try {
            return remove(filter, entry, why);
        } catch (NotPermittedException e) {
            if (owner.hasEnded(mark).isPresent()) {
                throw e;
            }
            LOG.debug("left {} to its process, with which it ends: {}", entry, e.getMessage());
            return false;
        }
    }
}
