package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Opens by rules at the head of the chains that keep packets out, whoever made these, if the user permitted it: no rule elsewhere could. What
 * one such chain lets in another may still drop, so that each of them gets one, in one transaction.
 */
public final class NftOpening extends MarkedRules {
    private final Supplier<Ruleset> ruleset;
    private final Predicate<InetAddress> local;

    /**
     * Through this.
     *
     * @param ruleset all rules of the host as they are now, those of iptables included
     * @param local whether this is an address of this host
     */
    public NftOpening(Nft nft, Supplier<Ruleset> ruleset, Predicate<InetAddress> local) {
        this(nft, ruleset, local, InstantSource.system());
    }

    NftOpening(Nft nft, Supplier<Ruleset> ruleset, Predicate<InetAddress> local, InstantSource clock) {
        super(nft, table -> !RuleText.isOwn(table), clock);
        this.ruleset = ruleset;
        this.local = local;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Which chains need a rule is seen in the rules as they are now. A user who may not see them gets an obstacle that says so.
     */
    @Override
    public FilterChange prepare(FilterRequest request) {
        FirewallRule rule = request.rule();
        if (request.action() != FirewallAction.OPEN) {
            throw new IllegalArgumentException("a rule in somebody's chain is not for to " + request.action());
        }
        if (rule.isEndingWithProcess()) {
            throw new IllegalArgumentException("only a rule that denies can end with the process");
        }
        OpeningPlan plan;
        try {
            plan = OpeningPlan.of(ruleset.get(), local, rule);
        } catch (NotPermittedException e) {
            return new Blocked(FirewallEffect.INERT, "which chains keep it out can't be seen: " + e.getMessage());
        }
        if (plan.left().isPresent()) {
            FilterVerdict left = plan.left().get();
            return new Blocked(
                    effect(left),
                    left.reason() + plan.whyNot().map(why -> "; " + why).orElse(""));
        }
        if (plan.before().isPresent() && !rule.isIntoBlockingChain()) {
            FilterVerdict before = plan.before().get();
            return new Blocked(
                    effect(before),
                    before.reason() + "; a rule at the head of "
                            + plan.heads().keySet().stream()
                                    .map(ChainId::toString)
                                    .collect(Collectors.joining(" and "))
                            + " opens it, which FirewallRule.intoBlockingChain() permits");
        }
        return new NftChange(nft, text(plan, request), false);
    }

    private static FirewallEffect effect(FilterVerdict verdict) {
        return verdict.outcome() == FilterVerdict.Outcome.UNKNOWN ? FirewallEffect.INERT : FirewallEffect.BLOCKED;
    }

    private String text(OpeningPlan plan, FilterRequest request) {
        FirewallRule rule = request.rule();
        StringBuilder text = new StringBuilder();
        Set<TableId> begun = new HashSet<>();
        plan.heads().forEach((chain, families) -> {
            TableId table = chain.table();
            if (begun.add(table)) {
                text.append(RuleText.set(table, request.mark(), rule.ports(), rule.lasting()));
            }
            boolean both = families.size() > 1 && rule.isFromAny();
            List<RulePart> parts = both
                    ? RulePart.of(rule, table.family())
                    : families.stream()
                            .flatMap(family -> RulePart.of(rule, family).stream())
                            .toList();
            for (RulePart part : parts) {
                text.append(RuleText.rule(chain, plan.place(chain), part, request.mark()));
            }
        });
        return text.toString();
    }
}
