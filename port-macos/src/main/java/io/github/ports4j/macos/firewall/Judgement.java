package io.github.ports4j.macos.firewall;

import io.github.ports4j.posix.Truth;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What pf makes of a set of connections.
 *
 * @param rulesets its rules
 * @param reach those that it looks at
 * @param skipped the interfaces of {@code set skip}; empty if they are not known
 */
record Judgement(Rulesets rulesets, Reach reach, Optional<Set<String>> skipped) {
    private static final long MOST = 200_000;

    /** Judges them as if pf were enabled. */
    FilterVerdict of(FilterQuestion question) {
        Cells cells = Cells.of(question, reach.rules(), skipped.orElse(Set.of()));
        if (cells.size() > MOST) {
            return new FilterVerdict(
                    Outcome.UNKNOWN,
                    true,
                    "pf has so many rules that tell these connections apart that they were not followed");
        }
        Map<Outcome, String> found = new EnumMap<>(Outcome.class);
        for (int port : cells.ports()) {
            for (Address source : cells.sources()) {
                Decision decision = decision(question, port, source, cells);
                String about = cells.ports().size() * cells.sources().size() == 1
                        ? ""
                        : "of port " + port + " from " + source + ": ";
                found.putIfAbsent(outcome(decision), about + decision.reason());
            }
        }
        Outcome outcome = found.size() == 1
                ? found.keySet().iterator().next()
                : found.containsKey(Outcome.CLOSED) ? Outcome.PARTLY : Outcome.UNKNOWN;
        String reason = found.get(outcome == Outcome.PARTLY ? Outcome.CLOSED : outcome);
        return new FilterVerdict(outcome, true, String.valueOf(reason));
    }

    private static Outcome outcome(Decision decision) {
        return switch (decision.kind()) {
            case PASS -> Outcome.OPEN;
            case BLOCK -> Outcome.CLOSED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    /** By whichever interface; if that makes a difference it is not known. */
    private Decision decision(FilterQuestion question, int port, Address source, Cells cells) {
        Optional<Decision> common = Optional.empty();
        for (String name : cells.interfaces()) {
            Decision decision = onInterface(new Packet(Packet.Step.REQUEST, question.protocol(), port, source, name));
            if (decision.kind() == Decision.Kind.UNKNOWN) {
                return decision;
            }
            if (common.isPresent() && common.get().kind() != decision.kind()) {
                return Decision.unknown(
                        "it depends on the interface, and none was named: by " + name + " " + decision.reason());
            }
            common = common.or(() -> Optional.of(decision));
        }
        return common.orElseThrow();
    }

    private Decision onInterface(Packet packet) {
        Decision decision = Connection.of(rulesets, packet);
        if (skipped.isEmpty()) {
            return decision.kind() == Decision.Kind.BLOCK
                    ? Decision.unknown(
                            "pfctl's list of interfaces is not understood: on one of 'set skip' nothing is filtered, else "
                                    + decision.reason())
                    : decision;
        }
        for (String name : skipped.get()) {
            Truth match = new Criterion.OnInterface(name, false).matches(packet);
            Decision skip =
                    new Decision(Decision.Kind.PASS, Truth.FALSE, "pf filters nothing on " + name + " (set skip)");
            if (match == Truth.TRUE) {
                return skip;
            }
            if (match == Truth.MAYBE && decision.kind() == Decision.Kind.BLOCK) {
                return Decision.unknown("it may be that " + skip.reason() + ", else " + decision.reason());
            }
        }
        return decision;
    }
}
