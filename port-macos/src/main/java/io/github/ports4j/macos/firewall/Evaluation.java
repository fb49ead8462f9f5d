package io.github.ports4j.macos.firewall;

import io.github.ports4j.macos.firewall.Decision.Kind;
import io.github.ports4j.macos.firewall.PfRule.Action;
import io.github.ports4j.posix.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What pf makes of one packet: the last rule that is for it decides, one that is quick at once, and the rules of an anchor stand where it
 * is called. Where a rule may or may not be for the packet both are followed, so that there may be several ends; what they have in
 * common is certain.
 *
 * <p>An anchor that is quick ends the evaluation behind its last rule if one inside was for the packet. The kernel notes that in one place
 * for all anchors on the way, so that one within another forgets or takes over what it noted: in such cases both are followed.
 *
 * @see "pf_test_rule(), pf_step_into_anchor() and pf_step_out_of_anchor() of bsd/net/pf.c, xnu"
 */
final class Evaluation {
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
        return new Evaluation(rulesets, packet).decision();
    }

    /**
     * Where the evaluation may be.
     *
     * @param last what the last rule that was for the packet says
     * @param matched whether there was one since the innermost anchor was entered
     */
    private record Way(Decision last, Truth matched) {}

    private Decision decision() {
        run(Pfctl.MAIN, rulesets.filter(Pfctl.MAIN), Set.of(new Way(Decision.DEFAULT, Truth.FALSE)), 0)
                .forEach(way -> ends.add(way.last()));
        Decision last = ends.stream().reduce((one, next) -> next).orElseThrow();
        if (ends.stream().anyMatch(end -> end.kind() != last.kind()) || last.kind() == Kind.UNKNOWN) {
            return Decision.unknown(doubt.orElse(last.reason()));
        }
        return new Decision(
                last.kind(), common(ends.stream().map(Decision::stateful).collect(Collectors.toSet())), last.reason());
    }

    private static Truth common(Set<Truth> all) {
        return all.size() == 1 ? all.iterator().next() : Truth.MAYBE;
    }

    /**
     * Goes through a ruleset.
     *
     * @param before where the evaluation may be in front of it
     * @return the same afterwards; nowhere if the evaluation has ended for certain
     */
    private Set<Way> run(String path, List<PfRule> rules, Set<Way> before, int depth) {
        Set<Way> running = before;
        for (int at = 0; at < rules.size() && !running.isEmpty(); at++) {
            PfRule rule = rules.get(at);
            Truth match = rule.matches(packet);
            if (match != Truth.FALSE && rule.action() != Action.NONE) {
                if (match == Truth.MAYBE || rule.action() == Action.UNKNOWN) {
                    doubt(path, rule);
                }
                boolean innerLast = depth > 0 && at == rules.size() - 1;
                running = rule.action() == Action.ANCHOR
                        ? anchor(path, rule, match, running, depth, innerLast)
                        : plain(path, rule, match, running);
            }
        }
        return running;
    }

    private void doubt(String path, PfRule rule) {
        doubt = doubt.or(() -> Optional.of(Decision.by(rule, path, Kind.UNKNOWN).reason()));
    }

    private Set<Way> plain(String path, PfRule rule, Truth match, Set<Way> running) {
        Kind kind = switch (rule.action()) {
            case PASS -> Kind.PASS;
            case BLOCK -> Kind.BLOCK;
            default -> Kind.UNKNOWN;
        };
        Decision decision = Decision.by(rule, path, kind);
        Set<Way> here = Set.of(new Way(decision, Truth.TRUE));
        boolean certain = match == Truth.TRUE && kind != Kind.UNKNOWN;
        if (certain && !rule.quick()) {
            return here;
        }
        if (rule.quick() || kind == Kind.UNKNOWN) { // of what is not understood also whether it is quick
            ends.add(decision);
        }
        if (certain) {
            return Set.of();
        }
        return rule.quick() && kind != Kind.UNKNOWN ? running : joined(running, here);
    }

    private Set<Way> anchor(String path, PfRule rule, Truth match, Set<Way> running, int depth, boolean innerLast) {
        boolean braces = rule.call().isEmpty();
        Optional<List<String>> called = braces ? Optional.of(List.of()) : rulesets.called(path, rule);
        if (depth == Rulesets.DEEPEST || called.isEmpty()) {
            Decision unknown = Decision.by(rule, path, Kind.UNKNOWN);
            ends.add(unknown);
            doubt(path, rule);
            return joined(running, Set.of(new Way(unknown, Truth.MAYBE)));
        }
        Set<Way> inside = running.stream()
                .map(way -> new Way(way.last(), Truth.FALSE))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (braces) {
            inside = run(Rulesets.inBraces(path), rule.body(), inside, depth + 1);
        }
        for (String anchor : called.get()) {
            inside = run(anchor, rulesets.filter(anchor), inside, depth + 1);
        }
        Truth before = common(running.stream().map(Way::matched).collect(Collectors.toSet()));
        boolean wildcard = !called.get().isEmpty() && rule.call().endsWith("*");
        Set<Way> behind = left(path, rule, wildcard, inside, before, innerLast);
        return match == Truth.TRUE ? behind : joined(behind, running);
    }

    /** Behind an anchor, whose being quick may end the evaluation. */
    private Set<Way> left(
            String path, PfRule rule, boolean wildcard, Set<Way> inside, Truth before, boolean innerLast) {
        Set<Way> behind = new LinkedHashSet<>();
        for (Way way : inside) {
            Truth matched = way.matched();
            // behind a wildcard the kernel looks at what it noted of another packet, and behind the last rule within asks the anchor around
            boolean doubtful = matched == Truth.TRUE ? innerLast : wildcard;
            Truth stops = !rule.quick() ? Truth.FALSE : doubtful ? Truth.MAYBE : matched;
            if (stops != Truth.FALSE) {
                ends.add(way.last());
            }
            if (stops == Truth.MAYBE) {
                doubt(path, rule);
            }
            if (stops != Truth.TRUE) {
                // of what matched before it was entered, and within a wildcard, the kernel knows nothing behind it
                boolean forgotten = matched == Truth.TRUE ? wildcard : before != Truth.FALSE;
                behind.add(new Way(way.last(), forgotten ? Truth.MAYBE : matched));
            }
        }
        return behind;
    }

    private static Set<Way> joined(Set<Way> one, Set<Way> other) {
        Set<Way> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
