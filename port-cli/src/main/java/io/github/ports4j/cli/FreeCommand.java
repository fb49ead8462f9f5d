package io.github.ports4j.cli;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports free PORT…}. */
final class FreeCommand implements Subcommand {
    private static final String DESCENDANTS = "--with-descendants";
    private static final String SETTLE = "--settle";
    private static final String WITHIN = "--within";

    @Override
    public String name() {
        return "free";
    }

    @Override
    public String summary() {
        return "Get a port back: end who holds it, and verify that it is free.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands("PORT", "1..*", "8080 or 8080/tcp, or 8080/udp."));
        EndingOptions.describe(spec);
        spec.addOption(Syntax.flag(DESCENDANTS, "End the processes that descend from the holders as well."))
                .addOption(Syntax.option(
                        SETTLE, "TIME", "Watch this long whether somebody takes the port again; 300ms if not given."))
                .addOption(Syntax.option(WITHIN, "TIME", "Take no longer than this in all; 15s if not given."));
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports free 8080 --dry-run               only show who would get which signal
                          ports free 8080 8443 53/udp             several at once
                          ports free 8080 --ladder TERM:3s,KILL:1s
                          ports free 2222 --allow sshd            although it is an SSH server

                        Only who holds the port gets a signal, never its clients. If one holder of a
                        port may not be ended, none of that port is.
                        """,
                        "0 every port is free",
                        "1 one is still held, was taken again, or its holder is protected",
                        "3 not permitted to end who holds it",
                        "130 ended by Ctrl-C; no further signal was sent"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<TransportPort> ports = Arguments.ports(call.operands());
        Optional<SignalLadder> ladder = EndingOptions.ladder(call);
        List<Protection> allowed = EndingOptions.allowed(call);
        Optional<Duration> settle = call.value(SETTLE).map(Arguments::duration);
        Optional<Duration> within = call.value(WITHIN).map(Arguments::duration);

        Freeing freeing = call.ports().ports(ports).freeing();
        if (ladder.isPresent()) {
            freeing = freeing.ladder(ladder.get());
        }
        for (Protection protection : allowed) {
            freeing = freeing.allow(protection);
        }
        if (call.has(DESCENDANTS)) {
            freeing = freeing.withDescendants();
        }
        if (settle.isPresent()) {
            freeing = freeing.settle(settle.get());
        }
        if (within.isPresent()) {
            freeing = freeing.within(within.get());
        }
        return EndingOptions.dryRun(call) ? show(freeing.plan(), call) : execute(freeing, call);
    }

    private static ExitStatus show(FreePlan plan, Invocation call) throws IOException {
        if (call.json()) {
            PlanJson.write(plan, call.output());
        } else {
            PlanText.print(plan, call.output());
        }
        ExitStatus status = ExitStatus.HOLDS;
        for (PlannedPort port : plan.ports()) {
            status = status.and(ExitStatus.of(port));
        }
        return status;
    }

    private static ExitStatus execute(Freeing freeing, Invocation call) throws IOException {
        call.stopOnCtrlC();
        FreePlan plan = freeing.plan();
        if (call.verbose() || call.output().errTerminal()) {
            PlanText.announce(plan, call.output());
        }
        List<FreeResult> results = plan.execute();
        if (call.json()) {
            FreeResultsJson.write(results, call.output());
        } else {
            new FreeResultText(call.verbose()).print(results, call.output());
        }
        ExitStatus status = ExitStatus.HOLDS;
        for (FreeResult result : results) {
            status = status.and(ExitStatus.of(result));
        }
        return status;
    }
}
