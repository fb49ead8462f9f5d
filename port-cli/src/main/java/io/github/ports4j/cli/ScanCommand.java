package io.github.ports4j.cli;

import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports scan HOST…}. */
final class ScanCommand implements Subcommand {
    private static final String SAVE = "--save";
    private static final String RESUME = "--resume";
    private static final String MERGE = "--merge";
    private static final String ALL = "--all";

    /** A report of a billion ports takes a while to be written. */
    private static final Duration TO_SAVE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String summary() {
        return "Find out which ports of hosts are open, by connecting to them.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands(
                "HOST", "0..*", "A name, which stands for all its addresses, an address, or a block: 192.0.2.0/24."));
        ScanOptions.describe(spec);
        spec.addOption(Syntax.option(SAVE, "FILE", "Write the report to this file too, also after Ctrl-C."))
                .addOption(Syntax.option(RESUME, "FILE", "Go on with the scan whose report is in this file."))
                .addOption(
                        Syntax.words(MERGE, "FILE", "Show the reports of several shards as one; nothing is scanned."))
                .addOption(Syntax.flag(ALL, "Also which ports are closed, filtered and untried."));
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports scan localhost                      what is open on this host, and
                                                                    who holds them?
                          ports scan db.example -p 22,80,1000-2000  these; also by name: ssh,http
                          ports scan 192.0.2.0/24 -p 443 --json     a whole network, for programs
                          ports scan db.example --udp -p 53,123     UDP: silence is open|filtered
                          ports scan db.example --rate 100          100 attempts a second at most
                          ports scan 192.0.2.0/24 --shard 2/8 --save part2
                          ports scan --merge part*                  the parts of several machines as one
                          ports scan --resume part2 --save part2    go on where it was ended

                        Closed: the host said that nobody is there. Filtered: no answer, or something
                        on the way said no. Untried: this host could not ask, and says why.
                        The hosts see that they are scanned: scan what is yours.
                        """,
                        "0 the scan ran, also if nothing is open",
                        "1 not one port could be tried",
                        "3 not permitted",
                        "130 ended by Ctrl-C; what was known by then was shown"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        Optional<Path> target = call.value(SAVE).map(ScanFiles::target);
        if (call.has(MERGE)) {
            refuseWith(MERGE, call);
            if (call.has(RESUME)) {
                throw new UsageException(MERGE + " and " + RESUME + " exclude each other");
            }
            ScanReport merged = ScanFiles.merge(call.values(MERGE));
            ExitStatus saved = save(merged, target, call.output());
            // what listens here now says nothing about a host that may have been another
            return saved.and(show(merged, ScanOwners.none(), call));
        }
        call.stopOnCtrlC(TO_SAVE);
        WatchedScan watched;
        try (Scan scan = start(call)) {
            watched = WatchedScan.of(scan, call.output());
        }
        ExitStatus saved = save(watched.report(), target, call.output());
        ScanOwners owners = ScanOwners.of(watched.report(), call.ports(), call.output());
        ExitStatus status = saved.and(show(watched.report(), owners, call));
        return watched.interrupted() ? sayInterrupted(call.output()) : status;
    }

    private static Scan start(Invocation call) {
        Optional<String> earlier = call.value(RESUME);
        if (earlier.isEmpty()) {
            ScanRequest request = ScanOptions.request(call);
            return call.ports().scanner().start(request);
        }
        refuseWith(RESUME, call);
        ScanReport report = ScanFiles.read(earlier.get());
        try {
            return call.ports().scanner().resume(report);
        } catch (IllegalArgumentException e) {
            throw new UsageException(earlier.get() + ": " + e.getMessage());
        }
    }

    /** The file says what is scanned and how. */
    private static void refuseWith(String option, Invocation call) {
        List<String> given = ScanOptions.given(call);
        if (!call.operands().isEmpty()) {
            throw new UsageException(option + " takes its hosts from the file; '"
                    + call.operands().get(0) + "' is one too many");
        }
        if (!given.isEmpty()) {
            throw new UsageException(option + " scans as its file says; " + given.get(0) + " can't be added");
        }
    }

    private static ExitStatus save(ScanReport report, Optional<Path> target, Output output) {
        if (target.isEmpty()) {
            return ExitStatus.HOLDS;
        }
        try {
            ScanFiles.write(report, target.get());
            return ExitStatus.HOLDS;
        } catch (IOException e) {
            output.say(output.message().add(Style.BAD, "not saved: ").add(target.get() + ": " + ScanFiles.reason(e)));
            return ExitStatus.INTERNAL;
        }
    }

    private static ExitStatus show(ScanReport report, ScanOwners owners, Invocation call) throws IOException {
        Optional<ServiceNames> services = services(call);
        if (call.json()) {
            new ScanJson(services, owners).write(report, call.output());
        } else {
            new ScanText(services, owners, call.has(ALL)).print(report, call.output());
        }
        owners.sayHidden(call.output());
        ScanGaps.say(report, call.output());
        return ran(report) ? ExitStatus.HOLDS : ExitStatus.FAILS;
    }

    /** A part of a scan may well have no port. */
    private static boolean ran(ScanReport report) {
        if (report.hosts().isEmpty()) {
            return report.unresolved().isEmpty();
        }
        return report.count(ScanState.UNTRIED) == 0
                || report.reasons().keySet().stream().anyMatch(reason -> reason.state() != ScanState.UNTRIED);
    }

    private static Optional<ServiceNames> services(Invocation call) {
        try {
            return Optional.of(call.ports().serviceNames());
        } catch (UnsupportedFeatureException e) {
            return Optional.empty();
        }
    }

    private static ExitStatus sayInterrupted(Output output) {
        output.say(output.message().add(Style.BAD, "ports scan: ").add("interrupted; this is what was known by then"));
        Thread.currentThread().interrupt();
        return ExitStatus.INTERRUPTED;
    }
}
