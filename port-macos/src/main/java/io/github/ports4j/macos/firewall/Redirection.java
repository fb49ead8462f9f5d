package io.github.ports4j.macos.firewall;

import io.github.ports4j.posix.Truth;
import java.util.List;
import java.util.Optional;

/**
 * Whether rdr or binat may give a packet another destination before it is filtered: then rules for its port are not for it. The first rule
 * that is for it decides.
 *
 * @see "pf_match_translation() of bsd/net/pf.c, xnu"
 */
final class Redirection {
    private static final int DEEPEST = 16;

    private final Rulesets rulesets;
    private final Packet packet;

    Redirection(Rulesets rulesets, Packet packet) {
        this.rulesets = rulesets;
        this.packet = packet;
    }

    /** Why it can't be told what becomes of the packet; empty if it keeps its destination. */
    Optional<String> doubt() {
        return first(Pfctl.MAIN, rulesets.translation(Pfctl.MAIN), 0).filter(reason -> !reason.isEmpty());
    }

    /** The reason that the first rule gives; an empty text if it leaves the destination, nothing if there is none. */
    private Optional<String> first(String path, List<PfRule> rules, int depth) {
        for (PfRule rule : rules) {
            Truth match = rule.matches(packet);
            if (match == Truth.FALSE || rule.action() == PfRule.Action.NONE) {
                continue;
            }
            Optional<String> decided = switch (rule.action()) {
                case NO_REDIRECT -> match == Truth.TRUE ? Optional.of("") : Optional.empty();
                case ANCHOR -> depth == DEEPEST ? Optional.of(reason(rule, path)) : anchor(path, rule, match, depth);
                default -> Optional.of(reason(rule, path));
            };
            if (decided.isPresent()) {
                return decided;
            }
        }
        return Optional.empty();
    }

    private Optional<String> anchor(String path, PfRule rule, Truth match, int depth) {
        if (rule.call().isEmpty()) {
            return certain(first(path, rule.body(), depth + 1), match);
        }
        for (String called : rulesets.called(path, rule)) {
            Optional<String> decided = certain(first(called, rulesets.translation(called), depth + 1), match);
            if (decided.isPresent()) {
                return decided;
            }
        }
        return Optional.empty();
    }

    /** What leaves the destination inside an anchor that may not be gone into is no decision. */
    private static Optional<String> certain(Optional<String> decided, Truth match) {
        return match == Truth.TRUE ? decided : decided.filter(reason -> !reason.isEmpty());
    }

    private static String reason(PfRule rule, String path) {
        return "the rule '" + rule.text() + "' of " + Rulesets.name(path)
                + " may change the destination before the packet is filtered";
    }
}
