package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports firewall}. */
final class FilterCommand implements Subcommand {
    private static final String SWEEP = "--sweep";

    @Override
    public String name() {
        return "firewall";
    }

    @Override
    public String summary() {
        return "Show who filters the packets of this host, and which rules are ours.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(
                        Syntax.flag(
                                SWEEP,
                                "First take the rules of ours away whose time is over, or that belong to a process that has ended."))
                .addOption(Syntax.option(
                        FilterQuery.QUERY, "PORT", "Only tell whether new connections to this port are let in."))
                .addOption(Syntax.option(
                        RuleOptions.FROM, "ADDRESS", "From where those come: an address, or all of a block."));
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports firewall
                          ports firewall --sweep
                          ports firewall --query 8080 --from 192.0.2.7

                        Without root the rules can't be seen on most systems; who filters is told as
                        far as it can be.
                        """,
                        "0 the filter was looked at; with --query: OPEN",
                        "1 with --query: CLOSED or UNKNOWN",
                        "3 not permitted to ask or to sweep"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        Optional<FilterQuery> query = FilterQuery.of(call);
        if (query.isPresent()) {
            if (call.has(SWEEP)) {
                throw new UsageException(SWEEP + " and " + FilterQuery.QUERY + " exclude each other");
            }
            return query.get().ask(call);
        }
        Firewall firewall = call.ports().firewall();
        Optional<List<FirewallEntry>> swept = call.has(SWEEP) ? Optional.of(firewall.sweep()) : Optional.empty();
        FilterView view = FilterView.of(firewall, swept);
        if (call.json()) {
            FilterJson.write(view, call.output());
        } else {
            FilterText.print(view, call.verbose(), call.output());
        }
        return ExitStatus.HOLDS;
    }
}
