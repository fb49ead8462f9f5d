package io.github.ports4j.cli;

import io.github.ports4j.Gap;
import io.github.ports4j.PortReport;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports who PORT…}. */
final class WhoCommand implements Subcommand {
    @Override
    public String name() {
        return "who";
    }

    @Override
    public String summary() {
        return "Tell who or what holds a port.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands("PORT", "1..*", "8080 or 8080/tcp, or 8080/udp."));
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports who 8080            TCP port 8080
                          ports who 53/udp 53       UDP port 53 and TCP port 53
                          ports who 8080 --json     with the whole command lines, which may hold secrets
                        """, "0 somebody has it", "1 nobody holds it, or who does is unknown", "3 not permitted"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<TransportPort> ports = Arguments.ports(call.operands());
        List<PortReport> reports = call.ports().ports(ports).explain();
        if (call.json()) {
            ReportsJson.write(reports, call.output());
        } else {
            new ReportText(call.verbose()).print(reports, call.output());
        }
        Set<Gap> gaps = new LinkedHashSet<>();
        ExitStatus status = ExitStatus.HOLDS;
        for (PortReport report : reports) {
            gaps.addAll(report.gaps());
            status = status.and(ExitStatus.of(report));
        }
        GapsText.say(List.copyOf(gaps), call.output());
        return status;
    }
}
