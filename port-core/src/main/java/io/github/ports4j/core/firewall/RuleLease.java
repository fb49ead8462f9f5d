package io.github.ports4j.core.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease with a rule in the filter. */
final class RuleLease extends ReportedLease {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    /** What became of the rule as far as this lease has to do with it. */
    private enum State {
        HELD,
        DETACHED,
        CLOSED
    }

    private final FilterHold hold;
    private FilterMark mark; // guarded by this
    private List<String> rules; // guarded by this
    private State state = State.HELD; // guarded by this

    RuleLease(
            HostProvider host,
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            FilterMark mark,
            FilterHold hold,
            List<String> rules,
            FirewallEffect effect,
            String reason) {
        super(host, action, rule, manager, effect, reason);
        this.mark = mark;
        this.hold = hold;
        this.rules = rules;
    }

    @Override
    public synchronized Optional<String> id() {
        return Optional.of(mark.id());
    }

    @Override
    public synchronized List<String> rules() {
        return rules;
    }

    @Override
    public synchronized Optional<Instant> expires() {
        return mark.expires();
    }

    @Override
    public synchronized void renew(Duration duration) {
        FirewallRule longer = rule().lasting(duration);
        PacketFilter filter = requireHeld();
        RuleOwner owner = new RuleOwner(host, filter);
        if (owner.isOver(mark)) {
            throw new IllegalStateException("the time of " + this + " is over");
        }
        FilterMark renewed = mark.expiring(longer.lasting().map(owner::fromNow));
        filter.renewal(mark.id(), renewed).apply();
        rules = written(filter);
        mark = renewed;
        LOG.info("renewed {} as {}", this, mark.text());
    }

    @Override
    public synchronized FirewallEffect verify() {
        PacketFilter filter = host.packetFilter();
        Optional<FilterMark> there = filter.mark(mark.id());
        RuleOwner owner = new RuleOwner(host, filter);
        if (there.isEmpty() || owner.isOver(there.get())) {
            return FirewallEffect.INERT;
        }
        FilterVerdict now = JointVerdict.of(filter, rule());
        boolean open = action == FirewallAction.OPEN;
        FirewallEffect notOpen = owner.mayBeOver(there.get()) ? FirewallEffect.INERT : FirewallEffect.BLOCKED;
        return switch (now.outcome()) {
            case OPEN -> open ? FirewallEffect.OPENED : FirewallEffect.INERT;
            case CLOSED -> open ? notOpen : FirewallEffect.DENIED;
            case PARTLY -> open ? notOpen : FirewallEffect.INERT;
            case UNKNOWN -> FirewallEffect.INERT;
        };
    }

    @Override
    public synchronized void detach() {
        if (state == State.DETACHED) {
            return;
        }
        PacketFilter filter = requireHeld();
        if (rule().isEndingWithProcess()) {
            throw new UnsupportedFeatureException(this + " ends with this process and can't be detached");
        }
        filter.renewal(mark.id(), mark.detached()).apply();
        rules = written(filter);
        mark = mark.detached();
        state = State.DETACHED;
        LOG.info("detached {}", this);
    }

    /** The mark is a part of the rules, and has changed; a change of what has gone is none. */
    private List<String> written(PacketFilter filter) {
        return filter.list().stream()
                .filter(entry -> entry.id().equals(mark.id()))
                .findFirst()
                .map(FirewallEntry::rules)
                .orElseThrow(() -> new IllegalStateException(this + " has gone: somebody has taken the rule away"));
    }

    private PacketFilter requireHeld() {
        if (state != State.HELD) {
            throw new IllegalStateException(this + " was " + (state == State.CLOSED ? "closed" : "detached"));
        }
        return host.packetFilter();
    }

    @Override
    public synchronized void close() {
        if (state != State.HELD) {
            return;
        }
        hold.close();
        host.packetFilter().removal(mark.id()).apply();
        state = State.CLOSED; // not before: if that failed, a further call tries again
        LOG.info("closed {}", this);
    }
}
