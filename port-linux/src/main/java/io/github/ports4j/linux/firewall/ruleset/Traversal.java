package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.posix.Truth;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of one class of packets through all base chains that it meets. Used once. */
final class Traversal {
    private static final int CONNTRACK = -200; // NF_IP_PRI_CONNTRACK of linux/netfilter_ipv4.h
    private static final int MOST_STATES = 64;
    private static final int MOST_OF_A_PRIORITY = 4;

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

    /** The rules that accept some at the last hook. */
    List<Stop> accepts() {
        return accepts;
    }

    /** Those that reach a socket of this host, or another host. */
    Set<Packets> run(Packets packets) {
        Set<Packets> states = ingress(packets);
        for (List<Hooks.Place> group : hooks.groups(Hook.PREROUTING, packets.family())) {
            states = throughAll(group, states);
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
        for (List<Hooks.Place> group : hooks.groups(hook, packets.family())) {
            left = throughAll(group, left);
        }
        return left;
    }

    /**
     * Through base chains of the same priority. The kernel has them in the order in which they were registered, the latest first, which
     * nft does not tell; where it matters, each order is taken.
     */
    private Set<Packets> throughAll(List<Hooks.Place> group, Set<Packets> states) {
        if (group.size() == 1 || group.stream().noneMatch(Hooks::changesPackets)) {
            return inOrder(group, states);
        }
        if (group.size() > MOST_OF_A_PRIORITY) {
            budget.spend();
            return states;
        }
        Set<Packets> left = new LinkedHashSet<>();
        for (List<Hooks.Place> order : orders(group)) {
            left.addAll(inOrder(order, states));
        }
        return left;
    }

    private static List<List<Hooks.Place>> orders(List<Hooks.Place> group) {
        if (group.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Hooks.Place>> orders = new ArrayList<>();
        for (Hooks.Place first : group) {
            List<Hooks.Place> others =
                    group.stream().filter(place -> !place.equals(first)).toList();
            for (List<Hooks.Place> rest : orders(others)) {
                orders.add(Stream.concat(Stream.of(first), rest.stream()).toList());
            }
        }
        return orders;
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
            boolean nat = place.base().type() == ChainType.NAT;
            if (nat && (some.destination().translated() || some.tracking() == Tracking.UNTRACKED)) {
                left.add(some); // nf_nat_inet_fn() asks no further chain; what is untracked is not translated
                continue;
            }
            if (nat && some.tracking() == Tracking.UNKNOWN) {
                left.add(some);
            }
            walk.run(some);
        }
        drops.addAll(walk.drops());
        accepts = walk.accepts().isEmpty() ? accepts : walk.accepts();
        left.addAll(walk.accepted());
        if (left.size() > MOST_STATES) {
            budget.spend();
        }
        return left;
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
        for (Hooks.Place place : hooks.of(TableFamily.BRIDGE)) {
            perhapsThrough(place, packets.tracked(Tracking.UNKNOWN), "whether the packets come over a bridge");
        }
        for (Hooks.Place place : hooks.ingress(packets.family())) {
            Set<String> devices = place.base().devices();
            if (packets.device().isEmpty() || devices.isEmpty()) {
                perhapsThrough(place, packets, "by which interface the packets come");
            } else if (devices.contains(packets.device().get())) {
                states = through(place, states, some -> some);
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
        if (packets.tracking() != Tracking.NOT_YET || base.priority() < CONNTRACK) {
            return packets;
        }
        return packets.tracked(base.priority() == CONNTRACK ? Tracking.UNKNOWN : Tracking.NEW);
    }
}
