package io.github.ports4j.macos.firewall;

import io.github.ports4j.macos.firewall.PfRule.Action;
import io.github.ports4j.posix.Truth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether rdr or binat may give a packet another destination before it is filtered: then rules for its port are not for it. Of each kind the
 * first rule that is for it decides, and rules of binat are looked at if none of rdr changed it, also if one said {@code no rdr}.
 *
 * @see "pf_match_translation() and pf_get_translation_aux() of bsd/net/pf.c, xnu"
 */
final class Redirection {
    private final Rulesets rulesets;
    private final Packet packet;

    Redirection(Rulesets rulesets, Packet packet) {
        this.rulesets = rulesets;
        this.packet = packet;
    }

    /** Why it can't be told what becomes of the packet; empty if it keeps its destination. */
    Optional<String> doubt() {
        return doubt(Set.of(Action.RDR, Action.NO_RDR, Action.RDR_ANCHOR))
                .or(() -> doubt(Set.of(Action.BINAT, Action.BINAT_ANCHOR)));
    }

    private Optional<String> doubt(Set<Action> kind) {
        return first(Pfctl.MAIN, kind, 0).filter(reason -> !reason.isEmpty());
    }

    /** The reason that the first rule of this kind gives; an empty text if it leaves the destination, nothing if there is none. */
    private Optional<String> first(String path, Set<Action> kind, int depth) {
        for (PfRule rule : rulesets.translation(path)) {
            Truth match = rule.matches(packet);
            if (match == Truth.FALSE || !(kind.contains(rule.action()) || rule.action() == Action.UNKNOWN)) {
                continue;
            }
            Optional<String> decided = rule.action() == Action.NO_RDR
                    ? Optional.of("")
                    : rule.action().isAnchor() ? anchor(path, rule, kind, depth) : Optional.of(reason(rule, path));
            if (decided.isPresent() && (match == Truth.TRUE || !decided.get().isEmpty())) {
                return decided; // what may not be for the packet does not keep it from later rules
            }
        }
        return Optional.empty();
    }

    private Optional<String> anchor(String path, PfRule rule, Set<Action> kind, int depth) {
        Optional<List<String>> called = rulesets.called(path, rule);
        if (called.isEmpty() || depth == Rulesets.DEEPEST) {
            return Optional.of(reason(rule, path));
        }
        return called.get().stream()
                .map(anchor -> first(anchor, kind, depth + 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String reason(PfRule rule, String path) {
        return "the rule '" + rule.text() + "' of " + Rulesets.name(path)
                + " may change the destination before the packet is filtered";
    }
}
