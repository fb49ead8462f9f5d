package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a rule that iptables-save has printed means. What is not known is a question without an answer, so that whatever the rule does
 * counts as a maybe.
 *
 * @see "iptables(8), iptables-extensions(8)"
 */
final class RuleReader {
    private static final Set<String> TARGET = Set.of("-j", "-g");

    private final AddressFamily family;
    private final Set<String> chains;

    /** Of a table of this family with these chains. */
    RuleReader(AddressFamily family, Set<String> chains) {
        this.family = family;
        this.chains = chains;
    }

    Rule read(SavedRule saved) {
        RuleWords words = new RuleWords(saved.words());
        List<Statement> statements = new ArrayList<>();
        Optional<String> comment = Optional.empty();
        MatchReader matches = new MatchReader(family);
        while (words.hasNext() && !TARGET.contains(words.peek())) {
            if (words.skip("-m")) {
                String module = words.next();
                if (module.equals("comment") && words.skip("--comment")) {
                    comment = Optional.of(words.next());
                } else {
                    matches.module(module);
                }
            } else {
                statements.addAll(matches.option(words));
            }
        }
        statements.addAll(matches.unanswered());
        statements.addAll(new TargetReader(family, chains).read(words));
        if (words.hasNext()) {
            statements.add(0, new Unclear(saved.text())); // words behind its end: it is not what it was taken for
        }
        return new Rule(statements, comment, OptionalLong.empty(), saved.text());
    }
}
