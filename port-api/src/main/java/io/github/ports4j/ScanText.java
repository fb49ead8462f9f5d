package io.github.ports4j;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@link ScanReport} as text, a line for each fact. The first line names the form, the last one is {@code end}, so that a file that was
 * cut off is no report:
 *
 * <pre>
 * ports4j-scan 1
 * targets localhost
 * tcp 1-100
 * udp
 * options 1500 0 0 9 1 20000000 false    timeout in ms, rate, in flight, retries, seed, limit, portable
 * shards 8 3                             how many, and which
 * probes 13 87                           and milliseconds
 * host 127.0.0.1 localhost
 * tcp CONNECTED 22
 * tcp REFUSED 1,9,17-19
 * latency tcp 22 120000                  in nanoseconds
 * end
 * </pre>
 *
 * {@link ScanTextReader} reads it.
 */
final class ScanText {
    static final String FIRST = "ports4j-scan 1";
    static final String LAST = "end";

    private ScanText() {}

    /** What must be the same in all shards of one scan. */
    static String plan(ScanRequest request) {
        return "targets " + join(request.targets()) + "\ntcp " + request.ports(TransportProtocol.TCP) + "\nudp "
                + request.ports(TransportProtocol.UDP) + "\nseed " + request.seed();
    }

    private static String join(List<ScanTarget> targets) {
        return targets.stream().map(ScanTarget::toString).collect(Collectors.joining(" "));
    }

    static void write(ScanReport report, BitSet shards, Appendable out) throws IOException {
        ScanRequest request = report.request();
        line(out, FIRST);
        line(out, "targets " + join(request.targets()));
        line(out, "tcp " + request.ports(TransportProtocol.TCP));
        line(out, "udp " + request.ports(TransportProtocol.UDP));
        line(
                out,
                "options " + request.timeout().toMillis() + " " + request.rate().orElse(0) + " "
                        + request.inFlight().orElse(0) + " " + request.retries() + " " + request.seed() + " "
                        + request.limit() + " " + request.isPortable());
        line(
                out,
                "shards " + request.shards()
                        + shards.stream().mapToObj(shard -> " " + (shard + 1)).collect(Collectors.joining()));
        line(out, "probes " + report.probes() + " " + report.elapsed().toMillis());
        for (var entry : report.unresolved().entrySet()) {
            line(out, "unresolved " + entry.getKey() + " " + entry.getValue());
        }
        for (HostScan host : report.hosts()) {
            write(host, out);
        }
        line(out, LAST);
    }

    private static void write(HostScan host, Appendable out) throws IOException {
        line(
                out,
                "host " + InternetAddress.format(host.address())
                        + host.name().map(name -> " " + name).orElse(""));
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (ScanReason reason : host.reasons().keySet()) {
                PortSet ports = host.ports(protocol, reason);
                if (!ports.isEmpty()) {
                    line(out, protocol + " " + reason.name() + " " + ports);
                }
            }
        }
        for (ScanResult open : host.open()) {
            if (open.latency().isPresent()) {
                line(
                        out,
                        "latency " + open.protocol() + " " + open.address().getPort() + " "
                                + open.latency().get().toNanos());
            }
        }
    }

    private static void line(Appendable out, String line) throws IOException {
        out.append(line).append('\n');
    }
}
