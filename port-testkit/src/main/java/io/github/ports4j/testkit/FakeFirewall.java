package io.github.ports4j.testkit;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.FilterMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter of a fake host: somebody's rules, and those that the library makes. It begins without any, and so filters nothing.
 *
 * <p>A packet from outside meets what denies first, be it the library's or {@linkplain #denies somebody's}; then the library's rules that
 * open; then the others' in the order in which they were made; then the {@linkplain #dropsTheRest policy}. Made with {@link FakeHost#firewall()}.
 */
public final class FakeFirewall {
    private final HostState host;
    private final FilterState filter;

    FakeFirewall(HostState host) {
        this.host = host;
        filter = host.filter;
    }

    /** Somebody's filter drops what none of its rules lets in. */
    public FakeFirewall dropsTheRest() {
        synchronized (host) {
            filter.dropsTheRest = true;
            return this;
        }
    }

    /** Somebody's filter lets this in. */
    public FakeFirewall accepts(FirewallRule rule) {
        synchronized (host) {
            filter.foreign.add(new FilterState.Rule(rule, FirewallAction.OPEN));
            return this;
        }
    }

    /** Somebody's filter drops this, if no rule before it lets it in. */
    public FakeFirewall drops(FirewallRule rule) {
        synchronized (host) {
            filter.foreign.add(new FilterState.Rule(rule, FirewallAction.DENY));
            return this;
        }
    }

    /** Somebody drops this where no rule of the library comes before: it can't be opened. */
    public FakeFirewall denies(FirewallRule rule) {
        synchronized (host) {
            filter.finalDrops.add(new FilterState.Rule(rule, FirewallAction.DENY));
            return this;
        }
    }

    /** Somebody's filter holds something that nobody understands: nothing can be told from then on. */
    public FakeFirewall isObscure() {
        synchronized (host) {
            filter.obscure = true;
            return this;
        }
    }

    /** Somebody takes all rules away, the library's too. */
    public FakeFirewall flush() {
        synchronized (host) {
            filter.foreign.clear();
            filter.finalDrops.clear();
            filter.ours.clear();
            filter.dropsTheRest = false;
            filter.obscure = false;
            return this;
        }
    }

    /** Lets another process have made this rule, as a program does that has ended since without taking it back. */
    public FakeFirewall madeBy(FakeProcess process, FirewallAction action, FirewallRule rule) {
        synchronized (host) {
            String id = String.format("%08x", ++filter.madeByOthers);
            FilterMark.Owner owner = FilterMark.Owner.of(
                    process.pid(), process.id().startToken(), FakePacketFilter.PID_NAMESPACE, FakePacketFilter.BOOT);
            Optional<Instant> end = rule.lasting().map(host.clock.now()::plus).map(FakeFirewall::inWholeSeconds);
            FilterMark mark = new FilterMark(id, end, Optional.of(owner), rule.label());
            filter.ours.put(id, new FilterState.Ours(new FilterState.Rule(rule, action), mark));
            return this;
        }
    }

    /** Never earlier, as a real one. */
    private static Instant inWholeSeconds(Instant end) {
        return Instant.ofEpochSecond(end.plusNanos(999_999_999).getEpochSecond());
    }

    /** Whether a new connection from this address gets in. */
    public boolean letsIn(TransportPort port, String source) {
        synchronized (host) {
            return filter.letsIn(
                    port.protocol(),
                    PortRange.of(port.number(), port.number()),
                    AddressBlock.parse(source),
                    host.clock.now());
        }
    }

    /** The library's rules, also those whose time is over. */
    public List<FirewallEntry> rules() {
        synchronized (host) {
            return filter.ours.values().stream().map(FilterState.Ours::entry).toList();
        }
    }

    /** The others' rules. */
    public List<String> foreignRules() {
        synchronized (host) {
            return filter.foreignRules();
        }
    }
}
