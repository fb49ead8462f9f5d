package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.time.InstantSource;

/**
 * Denies by a table of ours, {@code inet ports4j}, on any host where nf_tables can be reached, whoever else filters: what one base chain drops
 * is dropped. Its chain is met before destinations are translated, so that published ports of containers are denied too. Only the
 * first packets of connections are dropped.
 */
public final class NftDenial extends MarkedRules {

    /** Through this. */
    public NftDenial(Nft nft) {
        this(nft, InstantSource.system());
    }

    NftDenial(Nft nft, InstantSource clock) {
        super(nft, RuleText::isOwn, clock);
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
            text.append(RuleText.rule(new ChainId(table, RuleText.CHAIN), RuleForm.Place.OWN, part, mark));
        }
        return new NftChange(nft, text.toString(), held);
    }
}
