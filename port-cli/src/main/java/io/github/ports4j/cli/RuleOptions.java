package io.github.ports4j.cli;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The operands and options of the two commands that make rules of the packet filter. */
final class RuleOptions {
    static final String PORTS = "8080 or 8080/udp, 8000-8100 or 8000-8100/udp.";
    static final String FROM = "--from";
    static final String LABEL = "--label";
    private static final String ANY = "any";
    private static final String FOR = "--for";
    private static final String INTERFACE = "--interface";
    private static final String BLOCKING = "--into-blocking-chain";
    private static final String DRY_RUN = "--dry-run";

    private RuleOptions() {}

    static void describe(CommandSpec spec, FirewallAction action) {
        spec.addPositional(Syntax.operands("PORT", "1..*", PORTS))
                .addOption(Syntax.options(
                        FROM,
                        "CIDR",
                        List.of(ANY),
                        "For connections from here: an address, a block such as 192.168.1.0/24, or any. Has to be"
                                + " given; more than once for several."))
                .addOption(Syntax.option(FOR, "TIME", "For so long, such as 10m; until it is closed if not given."))
                .addOption(Syntax.option(INTERFACE, "NAME", "Only for what comes in by this network interface."))
                .addOption(Syntax.option(LABEL, "TEXT", "A name for the rule, by which it can be closed."));
        if (action == FirewallAction.OPEN) {
            spec.addOption(Syntax.flag(
                    BLOCKING,
                    "Permit a rule in the chain of nf_tables that keeps the packets out, although somebody else made"
                            + " that chain."));
        }
        spec.addOption(Syntax.flag(
                DRY_RUN,
                "Only show what would come of it, and what an administrator would run; nothing is changed, and no"
                        + " privilege is needed."));
    }

    static boolean dryRun(Invocation call) {
        return call.has(DRY_RUN);
    }

    /** A rule for each port, in their order, each once. */
    static List<FirewallRule> rules(Invocation call) {
        List<PortSpan> spans =
                call.operands().stream().map(PortSpan::parse).distinct().toList();
        List<String> sources = call.values(FROM);
        if (sources.isEmpty()) {
            throw new UsageException("say from where: " + FROM + " 192.168.1.0/24, or " + FROM + " any");
        }
        Optional<Duration> lasting = call.value(FOR).map(Arguments::duration);
        return spans.stream().map(span -> rule(span, sources, lasting, call)).toList();
    }

    private static FirewallRule rule(PortSpan span, List<String> sources, Optional<Duration> lasting, Invocation call) {
        FirewallRule rule = FirewallRule.of(span.protocol(), span.ports());
        for (String source : sources) {
            rule = source.equals(ANY) ? rule.fromAny() : Arguments.read(source, rule::from);
        }
        if (lasting.isPresent()) {
            rule = Arguments.read(lasting.get(), rule::lasting);
        }
        Optional<String> interfaceName = call.value(INTERFACE);
        if (interfaceName.isPresent()) {
            rule = Arguments.read(interfaceName.get(), rule::onInterface);
        }
        Optional<String> label = call.value(LABEL);
        if (label.isPresent()) {
            rule = Arguments.read(label.get(), rule::labelled);
        }
        return call.has(BLOCKING) ? rule.intoBlockingChain() : rule;
    }
}
