package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.Translation;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which chains have to let packets in for a rule to open what it is for. */
final class OpeningPlan {
    private static final int MOST_CHAINS = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9/._-]*"); // what nft reads as a name

    private final Predicate<InetAddress> local;
    private final FirewallRule rule;
    private final Map<ChainId, Set<AddressFamily>> heads = new LinkedHashMap<>();
    private Ruleset ruleset;
    private @Nullable FilterVerdict before;
    private @Nullable FilterVerdict left;
    private Optional<String> whyNot = Optional.empty();

    private OpeningPlan(Ruleset ruleset, Predicate<InetAddress> local, FirewallRule rule) {
        this.ruleset = ruleset;
        this.local = local;
        this.rule = rule;
    }

    /** What other rules of ours open does not count, as it ends with them. */
    static OpeningPlan of(Ruleset ruleset, Predicate<InetAddress> local, FirewallRule rule) {
        OpeningPlan plan = new OpeningPlan(MarkedRule.withoutOpenings(ruleset), local, rule);
        for (AddressBlock source : rule.sources()) {
            plan.open(new FilterQuestion(rule.protocol(), rule.ports(), source, rule.interfaceName()));
        }
        return plan;
    }

    private void open(FilterQuestion question) {
        while (left == null) {
            Evaluation.Outcome outcome = new Evaluation(ruleset, local).of(question);
            if (outcome.verdict().outcome() == FilterVerdict.Outcome.OPEN) {
                return;
            }
            before = before == null ? outcome.verdict() : before;
            AddressFamily family = question.source().family();
            Optional<ChainId> next = outcome.dropping().stream()
                    .filter(chain -> !heads.getOrDefault(chain, Set.of()).contains(family))
                    .findFirst();
            whyNot = next.isEmpty()
                    ? Optional.of("a rule at its head does not help, as another asks the packets before it")
                    : obstacle(next.get());
            if (next.isEmpty() || whyNot.isPresent() || heads.size() >= MOST_CHAINS) {
                left = outcome.verdict();
                return;
            }
            heads.computeIfAbsent(next.get(), key -> EnumSet.noneOf(AddressFamily.class))
                    .add(family);
            RulePart part = RulePart.of(rule, family).orElseThrow();
            RuleForm form = new RuleForm(place(next.get()), next.get().table().family(), part, "to be made");
            Statement[] statements = form.statements().toArray(Statement[]::new);
            ruleset = ruleset.withHead(Set.of(next.get()), Rule.of("the rule to be made", statements));
        }
    }

    /** Why no rule can be put at the head of this chain. */
    private Optional<String> obstacle(ChainId id) {
        Table table = ruleset.table(id.table()).orElseThrow();
        BaseChain base = table.chain(id.name()).flatMap(Chain::base).orElseThrow();
        if (RuleText.isOwn(id.table())) {
            return Optional.of("that is a rule of ours, which denies");
        }
        if (table.foreignTongue()) {
            return Optional.of("that chain is iptables'");
        }
        if (id.table().family() == TableFamily.NETDEV || id.table().family() == TableFamily.BRIDGE) {
            return Optional.of("no rule is put into chains of a device or a bridge");
        }
        if (base.hook() == Hook.FORWARD || base.hook() == Hook.INGRESS) {
            return Optional.of(
                    base.hook() == Hook.FORWARD
                            ? "the connection is redirected to another host or a container, and kept out on the way there"
                            : "no rule is put into chains of a device");
        }
        if (base.hook() == Hook.PREROUTING && translates(table, id.name())) {
            return Optional.of("a rule at the head of that chain would also keep it from redirecting connections");
        }
        boolean plain = NAME.matcher(id.table().name()).matches()
                && NAME.matcher(id.name()).matches();
        return plain ? Optional.empty() : Optional.of("nft can't write the name of that chain");
    }

    private static boolean translates(Table table, String chain) {
        return table.chain(chain)
                .filter(head -> table.reaches(head, any -> true, Translation.class::isInstance))
                .isPresent();
    }

    /** The chains, and for which families. */
    Map<ChainId, Set<AddressFamily>> heads() {
        return heads;
    }

    /** What kind of place the head of a chain is. */
    RuleForm.Place place(ChainId chain) {
        Optional<Hook> hook = ruleset.chain(chain).flatMap(Chain::base).map(BaseChain::hook);
        return hook.equals(Optional.of(Hook.INPUT)) ? RuleForm.Place.INPUT : RuleForm.Place.PREROUTING;
    }

    /** What keeps some out as it is; empty if nothing does. */
    Optional<FilterVerdict> before() {
        return Optional.ofNullable(before);
    }

    /** What would keep some out nevertheless; empty if nothing does. */
    Optional<FilterVerdict> left() {
        return Optional.ofNullable(left);
    }

    /** Why nothing can be done about that. */
    Optional<String> whyNot() {
        return whyNot;
    }
}
