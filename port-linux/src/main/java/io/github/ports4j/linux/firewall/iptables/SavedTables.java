package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Tables that iptables-save has printed, in the neutral form of a ruleset. */
final class SavedTables {
    private static final String FOREIGN = "xt "; // with which begins what nft's JSON does not tell

    private SavedTables() {}

    static TableFamily family(AddressFamily family) {
        return family == AddressFamily.IPV4 ? TableFamily.IP : TableFamily.IP6;
    }

    /** The table as a whole, under another name, as nf_tables may have one of its own name too. */
    static Table table(SavedTable saved, AddressFamily family, String name) {
        RuleReader reader = new RuleReader(family, saved.policies().keySet());
        List<Chain> chains = saved.policies().entrySet().stream()
                .map(chain -> new Chain(
                        chain.getKey(),
                        BuiltInChain.of(saved.name(), chain.getKey(), chain.getValue()),
                        saved.rules(chain.getKey()).stream().map(reader::read).toList()))
                .toList();
        return new Table(new TableId(family(family), name), false, false, chains);
    }

    /**
     * A table of nf_tables with what only iptables can tell. It is asked for nothing else: of rules that nft has made in its tables it
     * shows what it knows and leaves the rest out ({@code tcp dport { 1, 2 } drop} becomes {@code -p tcp -j DROP}), and base chains that
     * are not its own not at all.
     */
    static Table completed(Table known, SavedTable saved, AddressFamily family) {
        RuleReader reader = new RuleReader(family, saved.policies().keySet());
        List<Chain> chains = known.chains().stream()
                .map(chain -> {
                    List<Rule> told =
                            saved.rules(chain.name()).stream().map(reader::read).toList();
                    return told.size() == chain.rules().size() ? completed(chain, told) : chain;
                })
                .toList();
        return new Table(known.id(), known.dormant(), false, chains);
    }

    private static Chain completed(Chain chain, List<Rule> told) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            rules.add(completed(chain.rules().get(i), told.get(i)));
        }
        return new Chain(chain.name(), chain.base(), rules);
    }

    /** What both tell: the packets that both mean, and what becomes of them. */
    private static Rule completed(Rule known, Rule told) {
        if (known.statements().stream().noneMatch(SavedTables::isForeign)) {
            return known;
        }
        List<Statement> statements = new ArrayList<>(known.statements().stream()
                .filter(s -> !isForeign(s) && !isTarget(s))
                .toList());
        statements.addAll(told.statements());
        return new Rule(statements, told.comment().or(known::comment), known.handle(), told.text());
    }

    private static boolean isTarget(Statement statement) {
        return statement instanceof Verdict verdict && !(verdict instanceof Verdict.Undecided);
    }

    /** Whether iptables has given it a comment, of which nft tells no more. */
    static boolean isCommented(Rule ofNft) {
        return ofNft.statements().stream()
                .anyMatch(statement ->
                        statement instanceof Unclear unclear && unclear.what().equals(FOREIGN + "comment"));
    }

    private static boolean isForeign(Statement statement) {
        if (statement instanceof Unclear unclear) {
            return unclear.what().startsWith(FOREIGN);
        }
        return statement instanceof Verdict.Undecided undecided
                && undecided.what().startsWith(FOREIGN);
    }
}
