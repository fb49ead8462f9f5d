package io.github.ports4j.cli;

import io.github.ports4j.HostScan;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ports scan} for people: a row for each open port, then a line for each address on the others. */
final class ScanText {
    private static final String NONE = "-";

    private final Optional<ServiceNames> services;
    private final ScanOwners owners;
    private final boolean all;

    /**
     * A text.
     *
     * @param all whether it tells the ports in every state
     */
    ScanText(Optional<ServiceNames> services, ScanOwners owners, boolean all) {
        this.services = services;
        this.owners = owners;
        this.all = all;
    }

    void print(ScanReport report, Output output) throws IOException {
        if (report.count(ScanState.OPEN) == 0 && output.outTerminal()) {
            output.say("no open port");
        } else {
            printOpen(report, output);
        }
        List<HostScan> seen = report.hosts().stream()
                .filter(host -> !host.reasons().isEmpty())
                .toList();
        List<HostScan> without =
                seen.stream().filter(host -> host.count(ScanState.OPEN) == 0).toList();
        boolean together = !all && without.size() > 1;
        for (HostScan host : seen) {
            if (!together || host.count(ScanState.OPEN) > 0) {
                printRest(host, output);
            }
        }
        if (together) {
            output.print(without.size() + " addresses without an open port: " + new ScanReasons(without).text());
        }
        if (output.outTerminal()) {
            output.say(output.message()
                    .add(
                            Style.FAINT,
                            report.probes() + (report.probes() == 1 ? " probe in " : " probes in ")
                                    + Units.thousandths(report.elapsed().toMillis()) + " s"));
        }
    }

    private void printOpen(ScanReport report, Output output) throws IOException {
        boolean named = report.hosts().stream().anyMatch(host -> host.name().isPresent());
        List<String> heading = new ArrayList<>(named ? List.of("HOST", "ADDRESS", "PORT") : List.of("ADDRESS", "PORT"));
        services.ifPresent(names -> heading.add("SERVICE"));
        if (!owners.isEmpty()) {
            heading.add("OWNER");
        }
        heading.add("LATENCY");
        TextTable table = new TextTable(heading);
        for (HostScan host : report.hosts()) {
            for (ScanResult open : host.open()) {
                List<String> row = new ArrayList<>();
                if (named) {
                    row.add(host.name().orElse(NONE));
                }
                row.add(InternetAddress.format(host.address()));
                row.add(open.port().toString());
                services.ifPresent(names -> row.add(names.name(open.port()).orElse(NONE)));
                if (!owners.isEmpty()) {
                    String owner = owners.text(open);
                    row.add(owner.isEmpty() ? NONE : owner);
                }
                row.add(open.latency().map(ScanText::millis).orElse(NONE));
                table.add(row);
            }
        }
        table.print(output);
    }

    /** To a microsecond: {@code 0.120 ms}. */
    private static String millis(Duration latency) {
        return Units.thousandths(latency.toNanos() / 1000) + " ms";
    }

    /** The counts; below them the ports whose state may be open, or with {@code --all} every port. */
    private void printRest(HostScan host, Output output) throws IOException {
        String address = InternetAddress.format(host.address());
        output.print(host.name().map(name -> name + " (" + address + ")").orElse(address) + ": "
                + new ScanReasons(List.of(host)).text());
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (ScanState state : ScanState.values()) {
                PortSet ports =
                        all || state == ScanState.OPEN_OR_FILTERED ? host.ports(protocol, state) : PortSet.empty();
                if (!ports.isEmpty()) {
                    output.print("  " + protocol + " " + ScanReasons.label(state) + " " + ports);
                }
            }
        }
    }
}
