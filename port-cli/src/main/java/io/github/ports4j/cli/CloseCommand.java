package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEntry;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports close PORT…}. */
final class CloseCommand implements Subcommand {
    @Override
    public String name() {
        return "close";
    }

    @Override
    public String summary() {
        return "Take rules of ours out of the packet filter, of 'ports open' and of 'ports deny'.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands("PORT", "0..*", "Rules for just these ports: " + RuleOptions.PORTS))
                .addOption(Syntax.option(RuleOptions.LABEL, "TEXT", "Rules with this label."))
                .addOption(Syntax.words(RuleChoice.ID, "ID", "The rules of these ids, as 'ports firewall' shows them."))
                .addOption(Syntax.flag(RuleChoice.ALL, "Every rule of ours, whoever made it on this host."));
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports close 8080 53/udp
                          ports close --id 1a2b3c4d
                          ports close --all

                        Ends no connection. A rule for more ports than were named stays, and is named.
                        """,
                        "0 the rules are gone, or there was none",
                        "1 there was none for just this port, and one for others too stays",
                        "3 not permitted to look at the filter, or to change it",
                        "130 ended by Ctrl-C; what was closed before stays closed"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<RuleChoice> choices = RuleChoice.of(call);
        Firewall firewall = call.ports().firewall();
        call.stopOnCtrlC();
        List<FirewallEntry> ours = firewall.list();
        Closing closing = new Closing(call);
        closing.close(choices, ours, firewall);
        return closing.finish();
    }
}
