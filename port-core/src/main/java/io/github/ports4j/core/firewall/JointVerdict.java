package io.github.ports4j.core.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import io.github.ports4j.spi.PacketFilter;
import java.util.ArrayList;
import java.util.List;

/** What a filter says of all that a rule is for, which may be several sources of two families. */
final class JointVerdict {
    private JointVerdict() {}

    static FilterVerdict of(PacketFilter filter, FirewallRule rule) {
        boolean filtered = false;
        List<Outcome> outcomes = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (AddressBlock source : rule.sources()) {
            FilterVerdict verdict =
                    filter.judge(new FilterQuestion(rule.protocol(), rule.ports(), source, rule.interfaceName()));
            filtered |= verdict.filtered();
            outcomes.add(verdict.outcome());
            reasons.add(rule.sources().size() == 1 ? verdict.reason() : "from " + source + ": " + verdict.reason());
        }
        Outcome outcome = together(outcomes);
        return new FilterVerdict(outcome, filtered, reasons.get(decisive(outcomes, outcome)));
    }

    private static Outcome together(List<Outcome> outcomes) {
        if (outcomes.stream().distinct().count() == 1) {
            return outcomes.get(0);
        }
        boolean someOut = outcomes.contains(Outcome.CLOSED) || outcomes.contains(Outcome.PARTLY);
        return someOut ? Outcome.PARTLY : Outcome.UNKNOWN;
    }

    /** Of which source the reason is told: the first that makes the whole what it is. */
    private static int decisive(List<Outcome> outcomes, Outcome whole) {
        int same = outcomes.indexOf(whole);
        return same >= 0 ? same : outcomes.indexOf(Outcome.CLOSED);
    }
}
