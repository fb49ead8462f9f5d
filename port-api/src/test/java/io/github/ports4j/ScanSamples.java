package io.github.ports4j;

import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;

import io.github.ports4j.spi.ScanTableBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reports that no scan has made. */
final class ScanSamples {
    private static final List<ScanReason> REASONS = List.of(ScanReason.values());

    private ScanSamples() {}

    static InetAddress address(String text) {
        try {
            return ScanTarget.parse(text).address(0);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each port has another reason than its neighbours; two hosts, and a name that stands for nothing. */
    static ScanReport varied() {
        ScanRequest request = ScanRequest.of("db", "fe80::1%7", "gone")
                .tcp(PortRange.of(1, 60))
                .tcp(443)
                .udp(53, 123)
                .timeout(Duration.ofMillis(500))
                .seed(-9);
        ScanTableBuilder table = new ScanTableBuilder(request);
        table.host(address("192.0.2.7"), Optional.of("db"));
        table.host(address("fe80::1%7"), Optional.empty());
        table.unresolved("gone", "no such\nhost  \u001b[31m, it seems ");
        for (int host = 0; host < 2; host++) {
            for (int place = 0; place < 61; place++) {
                set(table, host, TCP, place, REASONS.get((place + host) % REASONS.size()));
            }
            set(table, host, UDP, 0, ScanReason.SILENT);
            set(table, host, UDP, 1, ScanReason.ANSWERED);
        }
        return table.report(200, Duration.ofMillis(87));
    }

    private static void set(
            ScanTableBuilder table, int host, TransportProtocol protocol, int place, ScanReason reason) {
        table.set(host, protocol, place, reason);
        if (reason.state() == ScanState.OPEN) {
            table.latency(host, protocol, place, 100_000L + place);
        }
    }

    /** One shard of a scan of 192.0.2.7 and 192.0.2.8 in which a port is open if it can be divided by 10, else closed. */
    static ScanReport shard(int index, int count, int... ports) {
        return shard(request().shard(index, count), List.of("192.0.2.7", "192.0.2.8"), ports);
    }

    static ScanRequest request() {
        return ScanRequest.of("192.0.2.7", "192.0.2.8").tcp(PortRange.of(1, 100));
    }

    static ScanReport shard(ScanRequest request, List<String> hosts, int... ports) {
        ScanTableBuilder table = new ScanTableBuilder(request);
        for (int host = 0; host < hosts.size(); host++) {
            table.host(address(hosts.get(host)), Optional.empty());
            for (int port : ports) {
                ScanReason reason = port % 10 == 0 ? ScanReason.CONNECTED : ScanReason.REFUSED;
                set(table, host, TCP, request.ports(TCP).indexOf(port), reason);
            }
        }
        return table.lastReport(ports.length, Duration.ofMillis(10L * (1 + request.shard())));
    }

    /** The ports that leave this rest when divided by this number. */
    static int[] every(int count, int rest) {
        return IntStream.rangeClosed(1, 100)
                .filter(port -> port % count == rest)
                .toArray();
    }

    static String text(ScanReport report) {
        StringBuilder out = new StringBuilder();
        try {
            report.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    static ScanReport read(String text) {
        try {
            return ScanReport.read(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
