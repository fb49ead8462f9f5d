package io.github.ports4j.cli;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.TransportProtocol;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code ports scan} is told about what to scan, and how. */
final class ScanOptions {
    private static final String PORT = "--port";
    private static final String TCP = "--tcp";
    private static final String UDP = "--udp";
    private static final String RATE = "--rate";
    private static final String TIMEOUT = "--timeout";
    private static final String IN_FLIGHT = "--in-flight";
    private static final String RETRIES = "--retries";
    private static final String SEED = "--seed";
    private static final String SHARD = "--shard";
    private static final String AT_MOST = "--at-most";
    private static final String PORTABLE = "--portable";
    private static final List<String> ALL =
            List.of(PORT, TCP, UDP, RATE, TIMEOUT, IN_FLIGHT, RETRIES, SEED, SHARD, AT_MOST, PORTABLE);
    private static final String USUAL_PORTS = "1-1024";

    private ScanOptions() {}

    static void describe(CommandSpec spec) {
        spec.addOption(Syntax.option(
                        "-p",
                        PORT,
                        "PORTS",
                        "These ports: numbers, ranges and names of services, with commas between them; " + USUAL_PORTS
                                + " if not given."))
                .addOption(Syntax.flag(TCP, "TCP ports, as without " + UDP + "."))
                .addOption(Syntax.flag(UDP, "UDP ports; with " + TCP + " both."))
                .addOption(Syntax.option(RATE, "N", "At most so many attempts a second; else as many as go."))
                .addOption(Syntax.option(
                        TIMEOUT,
                        "TIME",
                        "Wait no longer for an answer; less is waited for hosts that are seen to answer sooner."
                                + " 1500ms if not given."))
                .addOption(Syntax.option(IN_FLIGHT, "N", "At most so many attempts at once; else what fits."))
                .addOption(Syntax.option(
                        RETRIES, "N", "Ask a silent port so often again at most, 0 to 9; 9 if not given."))
                .addOption(Syntax.option(SEED, "N", "Another shuffled order; 1 if not given."))
                .addOption(Syntax.option(
                        SHARD, "K/N", "Only the part K, from 1, of N that have nothing in common and are the whole."))
                .addOption(Syntax.option(AT_MOST, "N", "Allow more than 20000000 ports of addresses."))
                .addOption(Syntax.flag(PORTABLE, "Through the JVM's own channels, not the system's faster way."));
    }

    /** Those of these options that were given. */
    static List<String> given(Invocation call) {
        return ALL.stream().filter(call::has).toList();
    }

    static ScanRequest request(Invocation call) {
        if (call.operands().isEmpty()) {
            throw new UsageException("missing required parameter: 'HOST'");
        }
        ScanRequest request;
        try {
            request = how(ScanRequest.of(call.operands()), call);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Map<TransportProtocol, PortSet> ports = PortList.read(
                call.value(PORT).orElse(USUAL_PORTS),
                protocols(call),
                () -> call.ports().serviceNames());
        try {
            return request.tcp(ports.getOrDefault(TransportProtocol.TCP, PortSet.empty()))
                    .udp(ports.getOrDefault(TransportProtocol.UDP, PortSet.empty()));
        } catch (IllegalArgumentException e) { // all that can be wrong here
            throw new UsageException(
                    "more than " + request.limit() + " ports of addresses; " + AT_MOST + " N allows more");
        }
    }

    private static Set<TransportProtocol> protocols(Invocation call) {
        if (!call.has(UDP)) {
            return EnumSet.of(TransportProtocol.TCP);
        }
        return call.has(TCP) ? EnumSet.allOf(TransportProtocol.class) : EnumSet.of(TransportProtocol.UDP);
    }

    private static ScanRequest how(ScanRequest hosts, Invocation call) {
        Optional<Duration> timeout = call.value(TIMEOUT).map(Arguments::duration);
        ScanRequest request = call.has(PORTABLE) ? hosts.portable() : hosts;
        request = timeout.map(request::timeout).orElse(request);
        request = number(RATE, Integer::valueOf, call).map(request::rate).orElse(request);
        request =
                number(IN_FLIGHT, Integer::valueOf, call).map(request::inFlight).orElse(request);
        request = number(RETRIES, Integer::valueOf, call).map(request::retries).orElse(request);
        request = number(SEED, Long::valueOf, call).map(request::seed).orElse(request);
        request = number(AT_MOST, Long::valueOf, call).map(request::atMost).orElse(request);
        return call.has(SHARD) ? shard(request, call.value(SHARD).orElseThrow()) : request;
    }

    private static <N extends Number> Optional<N> number(String option, Function<String, N> parser, Invocation call) {
        return call.value(option).map(text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new UsageException("not a number for " + option + ": '" + text + "'");
            }
        });
    }

    /** People count from 1. */
    private static ScanRequest shard(ScanRequest request, String text) {
        int slash = text.indexOf('/');
        if (text.matches("[0-9]{1,9}/[0-9]{1,9}")) {
            int part = Integer.parseInt(text.substring(0, slash));
            int parts = Integer.parseInt(text.substring(slash + 1));
            if (part >= 1 && part <= parts) {
                return request.shard(part - 1, parts);
            }
        }
        throw new UsageException("not a shard: '" + text + "'; write 2/8 for the second of eight");
    }
}
