package io.github.ports4j.cli;

import io.github.ports4j.Durations;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports stats [PROTO…]}. */
final class StatsCommand implements Subcommand {
    private static final String SINCE = "--since";
    private static final String ALL = "--all";
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public String summary() {
        return "Show what the network protocols of this host have counted.";
    }

    @Override
    public void describe(CommandSpec spec) {
        List<String> known = Arrays.stream(StatisticsProtocol.values())
                .map(StatisticsProtocol::toString)
                .toList();
        spec.addPositional(Syntax.operands(
                        "PROTO",
                        "0..*",
                        known,
                        "Only these: " + String.join(", ", known) + ". Not every system keeps all of them."))
                .addOption(Syntax.option(
                        SINCE, "TIME", "Read twice, this far apart, and show what changed and how fast; 24h at most."))
                .addOption(Syntax.flag(ALL, "Also values that are 0, or with " + SINCE + " did not change."));
        spec.usageMessage()
                .footer(Footer.of("""
                          ports stats                  everything, since the host was started
                          ports stats tcp udp          only these two
                          ports stats tcp --since 5s   what TCP does just now, for example how many
                                                       segments it has to send again (RetransSegs)

                        The names are those of the MIBs (RFC 4022, 4113, 4293) and of the kernel.
                        --json always has all values.
                        """, "0 the counters were read", "3 not permitted", "130 ended by Ctrl-C"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        Set<StatisticsProtocol> protocols = Arguments.statistics(call.operands());
        Optional<Duration> since = call.value(SINCE).map(StatsCommand::since);
        ProtocolStatistics statistics = call.ports().statistics();
        List<ProtocolCounters> counters = read(statistics, protocols);
        if (since.isPresent()) {
            showChanges(counters, since.get(), () -> read(statistics, protocols), call);
        } else if (call.json()) {
            StatsJson.write(counters, call.output());
        } else {
            new StatsText(call.has(ALL)).print(counters, call.output());
        }
        return ExitStatus.HOLDS;
    }

    private static Duration since(String text) {
        Duration since = Arguments.duration(text);
        if (since.isZero() || since.compareTo(LONGEST) > 0) {
            throw new UsageException(
                    "not a time for " + SINCE + ": '" + text + "'; it is more than 0s and at most 24h");
        }
        return since;
    }

    private static List<ProtocolCounters> read(ProtocolStatistics statistics, Set<StatisticsProtocol> protocols) {
        return protocols.isEmpty()
                ? statistics.all()
                : protocols.stream().map(statistics::read).toList();
    }

    private static void showChanges(
            List<ProtocolCounters> earlier, Duration time, Supplier<List<ProtocolCounters>> reader, Invocation call)
            throws IOException {
        if (call.verbose() || call.output().errTerminal()) {
            call.output().say("waiting " + Durations.format(time) + " for the second reading");
        }
        call.pause(time);
        List<ProtocolCounters> now = reader.get();
        List<Change> changes = Change.of(earlier, now);
        if (call.json()) {
            StatsJson.write(now, changes, call.output());
        } else {
            new StatsText(call.has(ALL)).printChanges(changes, call.output());
        }
        sayProtocols("gone between the readings: ", without(earlier, now), call.output());
        sayProtocols("new between the readings: ", without(now, earlier), call.output());
    }

    /** Those of which only the first of these readings tells, so that nothing can be compared. */
    private static List<StatisticsProtocol> without(List<ProtocolCounters> readings, List<ProtocolCounters> others) {
        return readings.stream()
                .map(ProtocolCounters::protocol)
                .filter(protocol -> others.stream().noneMatch(other -> other.protocol() == protocol))
                .toList();
    }

    private static void sayProtocols(String what, List<StatisticsProtocol> protocols, Output output) {
        if (!protocols.isEmpty()) {
            output.say(
                    what + protocols.stream().map(StatisticsProtocol::toString).collect(Collectors.joining(", ")));
        }
    }
}
