package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a ruleset does to a class of packets: the first ones of new connections from outside to this host. What is assumed of them: their
 * destination is an address of this host and theirs alone; a TCP packet is a SYN, with or without ECN; they belong to no connection and
 * are expected by none ({@code ct state new}); their source is one that is reached by the interface by which they came ({@code fib
 * saddr . iif oif exists}); they have no IPv6 extension headers and are no fragments. Which of the host's addresses they are to, their
 * source port, their marks and, unless it was asked for, their interface is not known.
 *
 * <p>A class is split wherever a rule asks for some of its ports or sources, so that for each part it is known what a rule says of it.
 * Where the answer to a question is not known, both ways are gone.
 */
public final class Evaluation {
    private static final int MOST_CLASSES = 4_096;
    private static final int MOST_STEPS = 10_000_000;

    private final Hooks hooks;
    private final Predicate<InetAddress> local;

    /**
     * Of this ruleset.
     *
     * @param local whether this is an address of this host
     */
    public Evaluation(Ruleset ruleset, Predicate<InetAddress> local) {
        hooks = new Hooks(ruleset);
        this.local = local;
    }

    /**
     * The outcome.
     *
     * @param verdict what becomes of the packets
     * @param dropping the base chains in which some are dropped, or may be, in the order in which packets meet them; chains behind one in
     *     which all are dropped are not among them
     */
    public record Outcome(FilterVerdict verdict, List<ChainId> dropping) {
        /** Keeps a copy of the chains. */
        public Outcome {
            dropping = List.copyOf(dropping);
        }
    }

    /** What becomes of these packets. */
    public Outcome of(FilterQuestion question) {
        Budget budget = new Budget(MOST_CLASSES, MOST_STEPS);
        Deque<Packets> open = new ArrayDeque<>(classes(question));
        Tally tally = new Tally();
        while (!open.isEmpty() && !tally.isSettled()) {
            Packets packets = open.pop();
            if (!budget.takeClass()) {
                tally.giveUp();
                break;
            }
            Traversal traversal = new Traversal(hooks, local, budget);
            boolean arrive = !traversal.run(packets).isEmpty();
            Matching.Border border = traversal.border();
            if (border != null) {
                split(packets, border).forEach(open::push);
            } else if (budget.isSpent()) {
                tally.giveUp();
            } else {
                tally.add(traversal, arrive);
            }
        }
        boolean filtered = hooks.filter(question.source().family());
        return new Outcome(tally.verdict(filtered), List.copyOf(tally.dropping()));
    }

    private static List<Packets> classes(FilterQuestion question) {
        AddressFamily family = question.source().family();
        Span ports = Span.of(question.ports().first(), question.ports().last());
        Span asked = Span.of(question.source());
        Optional<String> device = question.interfaceName().isEmpty() && SpecialAddresses.areLoopback(family, asked)
                ? Optional.of(SpecialAddresses.LOOPBACK_DEVICE)
                : question.interfaceName();
        List<Span> sources =
                SpecialAddresses.isLoopback(device) ? List.of(asked) : SpecialAddresses.sources(family, asked);
        return sources.stream()
                .map(span -> new Packets(
                        question.protocol(),
                        family,
                        ports,
                        span,
                        true,
                        device,
                        Tracking.NOT_YET,
                        Destination.UNCHANGED,
                        null))
                .toList();
    }

    private static List<Packets> split(Packets packets, Matching.Border border) {
        Span all = border.ofPorts() ? packets.ports() : packets.sources();
        Span head = new Span(all.first(), border.last());
        Span tail = new Span(border.last().add(BigInteger.ONE), all.last());
        return Stream.of(tail, head) // the head is taken first: after two steps it is what the rule asks for
                .map(part ->
                        border.ofPorts() ? packets.only(part, packets.sources()) : packets.only(packets.ports(), part))
                .toList();
    }
}
