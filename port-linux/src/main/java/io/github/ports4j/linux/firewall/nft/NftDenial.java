package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Denies by a table of ours, {@code inet ports4j}, on any host where nf_tables can be reached, whoever else filters: what one base chain drops
 * is dropped. Its chain is met before destinations are translated, so that published ports of containers are denied too. Only the
 * first packets of connections are dropped.
 */
public final class NftDenial implements RuleBackend {
    private final Nft nft;
    private final MarkedRules rules;

    /** Through this. */
    public NftDenial(Nft nft) {
        this(nft, InstantSource.system());
    }

    NftDenial(Nft nft, InstantSource clock) {
        this.nft = nft;
        rules = new MarkedRules(nft, RuleText::isOwn, clock);
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        if (request.action() != FirewallAction.DENY) {
            throw new IllegalArgumentException("a table of its own can't " + request.action());
        }
        FirewallRule rule = request.rule();
        FilterMark mark = request.mark();
        boolean held = rule.isEndingWithProcess();
        TableId table = held ? new TableId(TableFamily.INET, RuleText.set(mark.id())) : RuleText.OWN;
        StringBuilder text = new StringBuilder(RuleText.table(table, held))
                .append(RuleText.set(table, mark, rule.ports(), rule.lasting()));
        for (RulePart part : RulePart.of(rule, table.family())) {
            text.append(RuleText.rule(new ChainId(table, RuleText.CHAIN), RuleText.Place.OWN, part, mark));
        }
        return new NftChange(nft, text.toString(), held);
    }

    @Override
    public List<FirewallEntry> list() {
        return rules.list();
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return rules.mark(id);
    }

    /** A table that belongs to a process is deleted by that process alone, when it lets go of it. */
    @Override
    public FilterChange removal(String id) {
        return rules.removal(id);
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        return rules.renewal(id, mark);
    }
}
