package io.github.ports4j.macos.firewall;

import io.github.ports4j.posix.Truth;
import java.util.List;

/**
 * A rule of pf, as far as it is understood.
 *
 * @param text it as pfctl prints it
 * @param action what it does
 * @param quick whether it ends the evaluation
 * @param criteria for which packets it is: for those that fulfil all of them
 * @param label its label; empty if it has none
 * @param call the anchor that it leads to, as written; empty if it leads to none or to rules that stand in its own braces
 * @param body the rules that stand in its braces
 */
record PfRule(
        String text,
        Action action,
        boolean quick,
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
        /** Changes the destination: rdr, binat. */
        REDIRECT,
        /** Leaves the destination as it is, also for later rules: no rdr, no binat. */
        NO_REDIRECT,
        /** Nothing that matters here, such as scrub and nat. */
        NONE,
        /** It is not understood what. */
        UNKNOWN
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
        return new PfRule(text, action, quick, criteria, label, call, rules);
    }
}
