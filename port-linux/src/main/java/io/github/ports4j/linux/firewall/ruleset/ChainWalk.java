package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.posix.Truth;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way of one class of packets through the chains of one base chain. Used once. */
final class ChainWalk {
    private static final int DEEPEST = 64; // the kernel allows 16 jumps (NFT_JUMP_STACK_SIZE)

    private final Table table;
    private final Chain start;
    private final BaseChain base;
    private final Matching matching;
    private final Predicate<InetAddress> local;
    private final Budget budget;
    private final Set<Packets> accepted = new LinkedHashSet<>();
    private final List<Stop> drops = new ArrayList<>();
    private final List<Stop> accepts = new ArrayList<>();

    ChainWalk(
            Table table, Chain start, BaseChain base, Matching matching, Predicate<InetAddress> local, Budget budget) {
        this.table = table;
        this.start = start;
        this.base = base;
        this.matching = matching;
        this.local = local;
        this.budget = budget;
    }

    /** Those that go on behind this base chain. */
    Set<Packets> accepted() {
        return accepted;
    }

    /** Where some are dropped. */
    List<Stop> drops() {
        return drops;
    }

    /** The rules that certainly accept some. */
    List<Stop> accepts() {
        return accepts;
    }

    void run(Packets packets) {
        Packets rest = run(start, packets, 0);
        if (rest != null) {
            if (base.drops()) {
                drops.add(new Stop(id(), "the policy of " + id(), rest.doubt()));
            } else {
                accepted.add(rest);
            }
        }
    }

    private ChainId id() {
        return new ChainId(table.id(), start.name());
    }

    /** Those that come back from this chain, or to its end; null if none do. */
    private @Nullable Packets run(Chain chain, Packets packets, int depth) {
        Packets returned = null;
        Packets here = packets;
        for (Rule rule : chain.rules()) {
            if (matching.border() != null || !budget.takeStep()) {
                return Packets.join(returned, here); // what comes of it is not looked at
            }
            RuleWalk walk = new RuleWalk(chain, rule, depth, here);
            walk.run();
            returned = Packets.join(returned, walk.returned);
            if (walk.next == null) {
                return returned;
            }
            here = walk.next;
        }
        return Packets.join(returned, here);
    }

    /** The way through one rule. */
    private final class RuleWalk {
        private final Chain chain;
        private final Rule rule;
        private final int depth;

        /** Those that go on to the next rule. */
        private @Nullable Packets next;

        /** Those that go back to the caller of the chain. */
        private @Nullable Packets returned;

        /** Those that are here; null if none are. */
        private @Nullable Packets here;

        /** Whether some may have been dropped, accepted or sent back, so that it matters who goes on. */
        private boolean decides;

        private final Packets entered;

        RuleWalk(Chain chain, Rule rule, int depth, Packets packets) {
            this.chain = chain;
            this.rule = rule;
            this.depth = depth;
            here = packets;
            entered = packets;
        }

        void run() {
            for (Statement statement : rule.statements()) {
                Packets packets = here;
                if (packets == null) {
                    break;
                }
                if (statement instanceof Match match) {
                    filter(packets, matching.test(match, packets, base.hook()), match);
                } else if (statement instanceof Verdict verdict) {
                    here = null;
                    decide(packets, verdict);
                } else if (statement instanceof VerdictMap map) {
                    here = null;
                    decide(packets, map);
                } else if (statement instanceof NoTrack) {
                    here = untracked(packets);
                } else if (statement instanceof Rewrite rewrite) {
                    here = rewritten(packets, rewrite.field());
                } else if (statement instanceof Translation translation) {
                    here = null;
                    translate(packets, translation);
                }
            }
            next = Packets.join(next, here);
            if (!decides && next != null && next.equals(entered.doubted(next.doubt()))) {
                next = entered; // whatever was asked, nothing depends on it
            }
        }

        private void filter(Packets packets, Truth answer, Match match) {
            switch (answer) {
                case TRUE -> {}
                case FALSE -> {
                    next = Packets.join(next, packets);
                    here = null;
                }
                case MAYBE -> {
                    Packets doubted = packets.doubted(doubt(match));
                    next = Packets.join(next, doubted);
                    here = doubted;
                }
            }
        }

        private String doubt(Match match) {
            String what = match instanceof Unclear unclear
                    ? unclear.what()
                    : match instanceof Lookup lookup
                            ? lookup.key().stream().map(Selector::text).collect(Collectors.joining(" . "))
                            : "tcp flags";
            return "'" + what + "' in " + name();
        }

        private String name() {
            return (rule.handle().isPresent() ? "rule " + rule.handle().getAsLong() : "a rule") + " of "
                    + new ChainId(table.id(), chain.name()) + " (" + rule.text() + ")";
        }

        private Stop stop(Packets packets) {
            return new Stop(id(), name(), packets.doubt());
        }

        private void decide(Packets packets, VerdictMap map) {
            Truth has = matching.has(map.key(), packets, base.hook());
            Packets rest = packets;
            for (VerdictMap.Entry entry : map.entries()) {
                if (!budget.takeStep()) {
                    return;
                }
                Truth found = has.and(matching.element(map.key(), entry.element(), rest, base.hook()));
                if (found == Truth.TRUE) {
                    decide(rest, entry.verdict());
                    return;
                }
                if (found == Truth.MAYBE) {
                    rest = rest.doubted(
                            "'" + map.key().stream().map(Selector::text).collect(Collectors.joining(" . ")) + "' in "
                                    + name());
                    decide(rest, entry.verdict());
                }
            }
            next = Packets.join(next, rest);
        }

        private void decide(Packets packets, Verdict verdict) {
            decides |= !(verdict instanceof Verdict.Continue);
            if (verdict instanceof Verdict.Accept) {
                accept(packets);
            } else if (verdict instanceof Verdict.Drop) {
                drops.add(stop(packets));
            } else if (verdict instanceof Verdict.Return) {
                returned = Packets.join(returned, packets);
            } else if (verdict instanceof Verdict.Continue) {
                here = Packets.join(here, packets);
            } else if (verdict instanceof Verdict.Jump jump) {
                next = Packets.join(next, call(packets, jump.chain()));
            } else if (verdict instanceof Verdict.Goto to) {
                returned = Packets.join(returned, call(packets, to.chain()));
            } else if (verdict instanceof Verdict.Undecided undecided) {
                anything(packets.doubted("'" + undecided.what() + "' in " + name()));
            }
        }

        private void accept(Packets packets) {
            accepted.add(packets);
            if (packets.doubt() == null) {
                accepts.add(stop(packets));
            }
        }

        private void anything(Packets packets) {
            accept(packets);
            drops.add(stop(packets));
            next = Packets.join(next, packets);
            here = Packets.join(here, packets);
        }

        private @Nullable Packets call(Packets packets, String name) {
            Optional<Chain> target = table.chain(name);
            if (target.isEmpty() || depth >= DEEPEST) {
                anything(packets.doubted("the jump to " + name + " in " + name()));
                return packets;
            }
            return ChainWalk.this.run(target.get(), packets, depth + 1);
        }

        private Packets untracked(Packets packets) {
            return switch (packets.tracking()) {
                case NOT_YET -> packets.tracked(Tracking.UNTRACKED);
                case NEW, UNTRACKED, UNKNOWN -> packets; // it is one of a connection already
            };
        }

        private static Packets rewritten(Packets packets, Field field) {
            Destination to = packets.destination();
            return switch (field) {
                case DESTINATION_PORT -> packets.to(to.withUnknownPort());
                case DESTINATION_ADDRESS -> packets.to(to.withLocal(Truth.MAYBE));
                case SOURCE_ADDRESS -> packets.withUnknownSources();
                default -> packets;
            };
        }

        private void translate(Packets packets, Translation translation) {
            if (translation.family().isPresent() && translation.family().get() != packets.family()) {
                next = Packets.join(next, packets);
                return;
            }
            Truth here = switch (translation.target()) {
                case THIS_HOST -> Truth.TRUE;
                case ADDRESS ->
                    translation
                            .address()
                            .map(address -> Truth.of(local.test(address)))
                            .orElse(Truth.MAYBE);
                case UNKNOWN -> Truth.MAYBE;
            };
            Optional<Span> port = translation.ports().isPresent()
                    ? translation.ports()
                    : packets.destination().port();
            Span before = packets.destination().port().orElse(packets.ports());
            boolean another =
                    here == Truth.FALSE || (port.isPresent() && !port.get().overlaps(before));
            Packets translated = packets.to(new Destination(here, true, another ? Truth.TRUE : Truth.MAYBE, port));
            decides = true;
            if (mayBeMartian(translation, packets)) {
                Packets martian =
                        translated.doubted("whether they go to a loopback address, and route_localnet is set for"
                                + " the interface by which they come, for " + name());
                drops.add(stop(martian));
                accept(martian);
            } else {
                accept(translated);
            }
        }

        /** Whether the kernel may throw them away as from outside and to the loopback ({@code ip_route_input_slow()}). */
        private static boolean mayBeMartian(Translation translation, Packets packets) {
            boolean perhaps = switch (translation.target()) {
                case THIS_HOST -> false;
                case ADDRESS ->
                    translation.address().filter(InetAddress::isLoopbackAddress).isPresent();
                case UNKNOWN -> true;
            };
            return perhaps && !SpecialAddresses.isLoopback(packets.device());
        }
    }
}
