package io.github.ports4j.cli;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.NetworkInterfaces;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports interfaces}. */
final class InterfacesCommand implements Subcommand {
    private static final String ALL = "--all";

    @Override
    public String name() {
        return "interfaces";
    }

    @Override
    public String summary() {
        return "List the addresses under which others reach this host, by network interface.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Syntax.flag(
                ALL,
                "Every interface with every address, also those that are down or only for this host (127.0.0.1),"
                        + " with hardware addresses, states, flags and counters."));
        spec.usageMessage()
                .footer(Footer.of("""
                          ports interfaces          which addresses does this host have for others?
                          ports interfaces --all    everything, as ifconfig and 'ip -s addr' show it
                          ports interfaces --json   the same for programs; always with counters

                        Below the interfaces stand the default routes: the routers to which goes
                        what has no other way.
                        """, "0 the interfaces were read, also if there is none to show", "3 not permitted"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        boolean all = call.has(ALL);
        NetworkInterfaces interfaces = call.ports().interfaces();
        List<DefaultRoute> routes = interfaces.defaultRoutes();
        List<ShownInterface> shown = ShownInterface.of(interfaces.list(), routes, all);
        if (call.json()) {
            InterfacesJson.write(shown, call.output());
        } else if (all) {
            InterfacesText.printAll(shown, routes, call.output());
        } else {
            InterfacesText.printReachable(shown, routes, call.output());
        }
        return ExitStatus.HOLDS;
    }
}
