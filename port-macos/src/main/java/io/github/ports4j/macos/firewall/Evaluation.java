package io.github.ports4j.macos.firewall;

import io.github.ports4j.macos.firewall.Decision.Kind;
import io.github.ports4j.macos.firewall.PfRule.Action;
import io.github.ports4j.posix.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What pf makes of one packet: the last rule that is for it decides, one that is quick at once, and the rules of an anchor stand where it
 * is called. Where a rule may or may not be for the packet both are followed, so that there may be several ends; what they have in
 * common is certain.
 *
 * @see "pf_test_rule(), pf_step_into_anchor() and pf_step_out_of_anchor() of bsd/net/pf.c, xnu"
 */
final class Evaluation {
    /** Of pf's own stack for anchors there are 64; nobody nests so deep but by an anchor that calls itself. */
    private static final int DEEPEST = 16;

    private final Rulesets rulesets;
    private final Packet packet;
    private final Set<Decision> ends = new LinkedHashSet<>();
    private Optional<String> doubt = Optional.empty();

    private Evaluation(Rulesets rulesets, Packet packet) {
        this.rulesets = rulesets;
        this.packet = packet;
    }

    /** What becomes of it. Of several possible ends that differ the decision is UNKNOWN, and says why. */
    static Decision of(Rulesets rulesets, Packet packet) {
        Optional<String> redirect = new Redirection(rulesets, packet).doubt();
        if (redirect.isPresent()) {
            return new Decision(Kind.UNKNOWN, redirect.get());
        }
        return new Evaluation(rulesets, packet).decision();
    }

    private Decision decision() {
        Set<Decision> rest = run(Pfctl.MAIN, rulesets.filter(Pfctl.MAIN), Set.of(Decision.DEFAULT), 0);
        ends.addAll(rest);
        boolean certain = ends.stream().map(Decision::kind).distinct().count() == 1;
        Decision last = ends.stream().reduce((one, next) -> next).orElseThrow();
        return certain && last.kind() != Kind.UNKNOWN ? last : new Decision(Kind.UNKNOWN, doubt.orElse(last.reason()));
    }

    /**
     * Goes through a ruleset.
     *
     * @param before what the last rule that was for the packet may have been
     * @return the same afterwards; none if the evaluation has ended for certain
     */
    private Set<Decision> run(String path, List<PfRule> rules, Set<Decision> before, int depth) {
        Set<Decision> running = before;
        for (PfRule rule : rules) {
            if (running.isEmpty()) {
                break;
            }
            Truth match = rule.matches(packet);
            if (match != Truth.FALSE && rule.action() != Action.NONE) {
                if (match == Truth.MAYBE || rule.action() == Action.UNKNOWN) {
                    doubted(Decision.by(rule, path, Kind.UNKNOWN).reason());
                }
                running = rule.action() == Action.ANCHOR
                        ? anchor(path, rule, match, running, depth)
                        : plain(path, rule, match, running);
            }
        }
        return running;
    }

    private void doubted(String reason) {
        doubt = doubt.or(() -> Optional.of(reason));
    }

    private Set<Decision> plain(String path, PfRule rule, Truth match, Set<Decision> running) {
        Kind kind = switch (rule.action()) {
            case PASS -> Kind.PASS;
            case BLOCK -> Kind.BLOCK;
            default -> Kind.UNKNOWN;
        };
        Decision decision = Decision.by(rule, path, kind);
        boolean certain = match == Truth.TRUE && kind != Kind.UNKNOWN;
        if (certain && !rule.quick()) {
            return Set.of(decision);
        }
        if (rule.quick() || kind == Kind.UNKNOWN) { // of what is not understood also whether it is quick
            ends.add(decision);
        }
        if (certain) {
            return Set.of();
        }
        return rule.quick() && kind != Kind.UNKNOWN ? running : joined(running, Set.of(decision));
    }

    private Set<Decision> anchor(String path, PfRule rule, Truth match, Set<Decision> running, int depth) {
        Set<Decision> inside = running;
        if (depth == DEEPEST) {
            Decision endless = Decision.by(rule, path, Kind.UNKNOWN);
            ends.add(endless);
            doubted(endless.reason());
            return joined(running, Set.of(endless));
        }
        if (rule.call().isEmpty()) {
            inside = run(path, rule.body(), inside, depth + 1);
        } else {
            for (String called : rulesets.called(path, rule)) {
                inside = run(called, rulesets.filter(called), inside, depth + 1);
            }
        }
        if (rule.quick()) { // ends the evaluation if one inside was for the packet, with conditions that differ between
            // releases
            inside.stream().filter(decision -> !running.contains(decision)).forEach(ends::add);
            doubted(Decision.by(rule, path, Kind.UNKNOWN).reason());
        }
        return match == Truth.TRUE ? inside : joined(inside, running);
    }

    private static Set<Decision> joined(Set<Decision> one, Set<Decision> other) {
        Set<Decision> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
