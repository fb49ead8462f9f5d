package io.github.ports4j.macos.firewall;

import io.github.ports4j.posix.Truth;
import java.util.List;

/**
 * A rule of pf, as far as it is understood.
 *
 * @param text it as pfctl prints it
 * @param action what it does
 * @param quick whether it ends the evaluation
 * @param stateful whether it makes a state, by which the rest of a connection then passes
 * @param criteria for which packets it is: for those that fulfil all of them
 * @param label its label; empty if it has none
 * @param call the anchor that it leads to, as written; empty if it leads to none or to rules that stand in its own braces
 * @param body the rules that stand in its braces
 */
record PfRule(
        String text,
        Action action,
        boolean quick,
        Truth stateful,
        List<Criterion> criteria,
        String label,
        String call,
        List<PfRule> body) {
    /** What a rule does with a packet. */
    enum Action {
        PASS,
        BLOCK,
        /** Goes on with other rules, and comes back. */
        ANCHOR,
        /** Changes the destination. */
        RDR,
        /** Leaves the destination as it is, also for later rules of rdr. */
        NO_RDR,
        /** Goes on with rules of rdr, and comes back. */
        RDR_ANCHOR,
        /** Changes the destination, if no rule of rdr did. */
        BINAT,
        /** Goes on with rules of binat, and comes back. */
        BINAT_ANCHOR,
        /** Nothing that matters here, such as scrub and nat, or that can't be told, as for which packets {@code no binat} is. */
        NONE,
        /** It is not understood what. */
        UNKNOWN;

        /** Whether it goes on with other rules. */
        boolean isAnchor() {
            return this == ANCHOR || this == RDR_ANCHOR || this == BINAT_ANCHOR;
        }
    }

    PfRule {
        criteria = List.copyOf(criteria);
        body = List.copyOf(body);
    }

    Truth matches(Packet packet) {
        Truth match = Truth.TRUE;
        for (Criterion criterion : criteria) {
            match = match.and(criterion.matches(packet));
        }
        return match;
    }

    /** The same with these rules in its braces. */
    PfRule with(List<PfRule> rules) {
        return new PfRule(text, action, quick, stateful, criteria, label, call, rules);
    }
}
