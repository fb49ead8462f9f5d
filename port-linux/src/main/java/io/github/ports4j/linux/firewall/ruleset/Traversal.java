package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.posix.Truth;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way of one class of packets through all base chains that it meets. Used once. */
final class Traversal {
    private static final int CONNTRACK = -200; // NF_IP_PRI_CONNTRACK of linux/netfilter_ipv4.h
    private static final int MOST_STATES = 64;

    private final Hooks hooks;
    private final Predicate<InetAddress> local;
    private final Budget budget;
    private final Matching matching;
    private final List<Stop> drops = new ArrayList<>();
    private List<Stop> accepts = List.of();
    private boolean rewritten;

    Traversal(Hooks hooks, Predicate<InetAddress> local, Budget budget) {
        this.hooks = hooks;
        this.local = local;
        this.budget = budget;
        matching = new Matching(budget);
    }

    /** Where the class has to be split; then everything else here has no meaning. */
    Matching.@Nullable Border border() {
        return matching.border();
    }

    /** Where some are dropped. */
    List<Stop> drops() {
        return drops;
    }

    /** The rules that certainly accept some at the last hook. */
    List<Stop> accepts() {
        return accepts;
    }

    /** Those that reach a socket of this host, or another host. */
    Set<Packets> run(Packets packets) {
        Set<Packets> states = ingress(packets);
        for (Turn turn : hooks.turns(Hook.PREROUTING, packets.family())) {
            states = throughAll(turn, states);
        }
        Set<Packets> input = new LinkedHashSet<>();
        Set<Packets> forward = new LinkedHashSet<>();
        for (Packets some : states) {
            Packets tracked = some.tracking() == Tracking.NOT_YET ? some.tracked(Tracking.NEW) : some;
            Destination to = tracked.destination();
            boolean both = to.local() == Truth.MAYBE;
            Packets known = both ? tracked.doubted("where the connection is redirected to") : tracked;
            if (to.local() != Truth.FALSE) {
                input.add(known.to(to.withLocal(Truth.TRUE)));
            }
            if (to.local() != Truth.TRUE) {
                forward.add(known.to(to.withLocal(Truth.FALSE)));
            }
        }
        Set<Packets> arrived = new LinkedHashSet<>(at(Hook.INPUT, packets, input));
        arrived.addAll(at(Hook.FORWARD, packets, forward));
        return arrived;
    }

    private Set<Packets> at(Hook hook, Packets packets, Set<Packets> states) {
        Set<Packets> left = states;
        for (Turn turn : hooks.turns(hook, packets.family())) {
            left = throughAll(turn, left);
        }
        return left;
    }

    /** Through base chains that have the same turn: where it matters, in each order. */
    private Set<Packets> throughAll(Turn turn, Set<Packets> states) {
        if (!turn.isOrdered()) {
            return inOrder(turn.places(), states);
        }
        List<List<Hooks.Place>> orders = turn.orders();
        if (orders.isEmpty()) {
            budget.spend();
            return states;
        }
        Set<Packets> left = new LinkedHashSet<>();
        for (List<Hooks.Place> order : orders) {
            left.addAll(inOrder(order, states));
        }
        return left;
    }

    private Set<Packets> inOrder(List<Hooks.Place> order, Set<Packets> states) {
        Set<Packets> left = states;
        for (Hooks.Place place : order) {
            left = through(place, left, some -> tracked(place.base(), some));
        }
        return left;
    }

    private Set<Packets> through(Hooks.Place place, Set<Packets> states, UnaryOperator<Packets> entry) {
        Set<Packets> left = new LinkedHashSet<>();
        ChainWalk walk = new ChainWalk(place.table(), place.chain(), place.base(), matching, local, budget);
        for (Packets state : states) {
            Packets some = entry.apply(state);
            Truth asked = place.base().type() == ChainType.NAT ? asksForTranslation(place.base(), some) : Truth.TRUE;
            if (asked != Truth.TRUE) {
                left.add(some);
            }
            if (asked != Truth.FALSE) {
                walk.run(asked == Truth.TRUE ? some : some.doubted("whether " + place.id() + " is asked about them"));
            }
        }
        drops.addAll(walk.drops());
        boolean last = place.base().hook() == Hook.INPUT || place.base().hook() == Hook.FORWARD;
        accepts = !last || walk.accepts().isEmpty() ? accepts : walk.accepts();
        left.addAll(walk.accepted());
        if (left.size() > MOST_STATES) {
            budget.spend();
        }
        return left;
    }

    /**
     * Whether a chain of type nat is asked: not about what is translated already or belongs to no connection ({@code nf_nat_inet_fn()}).
     * Those of the hook input are about sources; Linux 6.18 was seen to ask none of them.
     */
    private static Truth asksForTranslation(BaseChain base, Packets packets) {
        boolean ofSources = base.hook() == Hook.INPUT;
        if (packets.tracking() == Tracking.UNTRACKED
                || (!ofSources && packets.destination().translated())) {
            return Truth.FALSE;
        }
        return ofSources || packets.tracking() == Tracking.UNKNOWN ? Truth.MAYBE : Truth.TRUE;
    }

    /** Through a base chain that they may also pass by, which changes nothing but that some may be dropped. */
    private void perhapsThrough(Hooks.Place place, Packets packets, String doubt) {
        ChainWalk walk = new ChainWalk(place.table(), place.chain(), place.base(), matching, local, budget);
        walk.run(packets.doubted(doubt + ", for " + place.id()));
        drops.addAll(walk.drops());
        rewritten |= walk.accepted().stream()
                .anyMatch(some -> !some.sourcesKnown() || !some.destination().equals(packets.destination()));
    }

    private Set<Packets> ingress(Packets packets) {
        Set<Packets> states = Set.of(packets);
        boolean fromOutside = !SpecialAddresses.isLoopback(packets.device());
        for (Hooks.Place place : hooks.of(TableFamily.BRIDGE)) {
            if (fromOutside) {
                perhapsThrough(place, packets.tracked(Tracking.UNKNOWN), "whether the packets come over a bridge");
            }
        }
        for (Hooks.Place place : hooks.ingress(packets.family())) {
            if (packets.device().filter(place.base().devices()::contains).isPresent()) {
                states = through(place, states, some -> some);
            } else if (fromOutside) { // also by the port of a bridge, the slave of a bond or what carries a VLAN
                perhapsThrough(place, packets, "by which interface the packets come");
            }
        }
        if (!rewritten) {
            return states;
        }
        Set<Packets> unknown = new LinkedHashSet<>(states);
        for (Packets some : states) {
            Destination anything = Destination.UNCHANGED.withLocal(Truth.MAYBE).withUnknownPort();
            unknown.add(some.doubted("what is written into the packets before they are routed")
                    .withUnknownSources()
                    .to(anything));
        }
        return unknown;
    }

    private static Packets tracked(BaseChain base, Packets packets) {
        if (packets.tracking() != Tracking.NOT_YET || base.turn() < CONNTRACK) {
            return packets;
        }
        return packets.tracked(base.turn() == CONNTRACK ? Tracking.UNKNOWN : Tracking.NEW);
    }
}
