package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.PacketFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * pf(4) of macOS. Rules of ours are in anchors of their own right below {@code com.apple}, at which stock macOS looks; neither
 * /etc/pf.conf nor the main ruleset is touched, and pf is enabled for nothing but a rule that denies, by a reference that is given back.
 *
 * <p>What is said of connections is said of pf alone: the Application Firewall behind it decides by program.
 *
 * @see "pf.conf(5), pfctl(8); the comment in /etc/pf.conf of macOS"
 */
public final class PfFilter implements PacketFilter {
    private final CommandRunner runner;
    private final Pfctl pfctl;
    private final RuleParser parser;
    private final OwnRules own;
    private final Supplier<String> boot;

    /**
     * Asks nothing yet.
     *
     * @param runner runs pfctl and socketfilterfw
     * @param services the names that pfctl prints for ports
     * @param boot what tells this boot from others
     */
    public PfFilter(CommandRunner runner, Supplier<ServiceNames> services, Supplier<String> boot) {
        this(runner, new ServicePorts(services), boot);
    }

    PfFilter(CommandRunner runner, ServicePorts services, Supplier<String> boot) {
        this.runner = runner;
        this.boot = boot;
        pfctl = new Pfctl(runner);
        parser = new RuleParser(services);
        own = new OwnRules(pfctl, parser);
    }

    private Rulesets rulesets() {
        return new Rulesets(pfctl, parser);
    }

    @Override
    public FirewallStatus status() {
        return new PfStatus(pfctl, own, rulesets()).read(runner);
    }

    @Override
    public FilterVerdict judge(FilterQuestion question) {
        if (!pfctl.enabled()) {
            return new FilterVerdict(FilterVerdict.Outcome.OPEN, false, "pf is not enabled");
        }
        Rulesets rulesets = rulesets();
        return new Judgement(rulesets, new Reach(rulesets), pfctl.skippedInterfaces()).of(question);
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        RuleAnchor anchor = new RuleAnchor(
                request.action(),
                request.mark().id(),
                request.rule().protocol(),
                request.rule().ports());
        RuleText rule =
                new RuleText(anchor, request.rule().sources(), request.rule().interfaceName());
        String text = rule.text(request.mark(), Optional.empty());
        return new RuleCreation(pfctl, own, rule, request.mark(), obstacle(anchor, text, request));
    }

    /** Without root nothing can be looked at, and so nothing be told. */
    private Optional<FilterObstacle> obstacle(RuleAnchor anchor, String text, FilterRequest request) {
        try {
            return new Foresight(rulesets(), pfctl.skippedInterfaces()).obstacle(anchor, text, request.rule());
        } catch (NotPermittedException refused) {
            return Optional.empty();
        }
    }

    @Override
    public List<FirewallEntry> list() {
        return own.all().stream().map(OwnRule::entry).toList();
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return own.of(id).stream().findFirst().map(OwnRule::mark);
    }

    @Override
    public FilterChange removal(String id) {
        return new RuleRemoval(own, own.of(id));
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        if (!mark.id().equals(id)) {
            throw new IllegalArgumentException("the rule " + id + " can't be given the mark of another, " + mark);
        }
        return new RuleRenewal(pfctl, own, own.of(id).stream().findFirst(), mark);
    }

    @Override
    public String bootId() {
        return boot.get();
    }

    /** macOS has no pid namespaces. */
    @Override
    public String pidNamespace() {
        return "";
    }
}
