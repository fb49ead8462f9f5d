package io.github.ports4j.cli;

import io.github.ports4j.PortRange;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Makes reports as a scan would give them. */
final class ScanSamples {
    static final String SERVICES = """
            ssh     22/tcp
            http    80/tcp  www
            domain  53/tcp
            domain  53/udp
            ntp     123/udp
            """;

    private final ScanRequest request;
    private final ScanTableBuilder table;
    private int hosts;

    ScanSamples(ScanRequest request) {
        this.request = request;
        table = new ScanTableBuilder(request);
    }

    ScanSamples host(String address, String name) {
        try {
            table.host(InetAddress.getByName(address), Optional.of(name).filter(given -> !given.isEmpty()));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        hosts++;
        return this;
    }

    /** Sets these ports of the last host, or all of them if none is given. */
    ScanSamples set(TransportProtocol protocol, ScanReason reason, int... ports) {
        int[] numbers = ports.length == 0 ? request.ports(protocol).stream().toArray() : ports;
        Arrays.stream(numbers)
                .forEach(port ->
                        table.set(hosts - 1, protocol, request.ports(protocol).indexOf(port), reason));
        return this;
    }

    ScanSamples tcp(ScanReason reason, int... ports) {
        return set(TransportProtocol.TCP, reason, ports);
    }

    ScanSamples udp(ScanReason reason, int... ports) {
        return set(TransportProtocol.UDP, reason, ports);
    }

    ScanSamples latency(TransportProtocol protocol, int port, long micros) {
        table.latency(hosts - 1, protocol, request.ports(protocol).indexOf(port), micros * 1000);
        return this;
    }

    ScanSamples unresolved(String host, String reason) {
        table.unresolved(host, reason);
        return this;
    }

    ScanReport report() {
        return table.report(1024, Duration.ofMillis(87));
    }

    static ScanResult result(ScanReport report, TransportPort port) {
        return report.hosts().get(0).result(port).orElseThrow();
    }

    /** 127.0.0.1: 22 and 80 open, 81 without an answer, the others of 1 to 1024 closed. */
    static ScanReport loopback() {
        return new ScanSamples(ScanRequest.of("127.0.0.1").tcp(PortRange.of(1, 1024)))
                .host("127.0.0.1", "")
                .tcp(ScanReason.REFUSED)
                .tcp(ScanReason.CONNECTED, 22)
                .tcp(ScanReason.RESET, 80)
                .tcp(ScanReason.NO_ANSWER, 81)
                .latency(TransportProtocol.TCP, 22, 120)
                .report();
    }

    /** A shard of two of the ports 1 to 4: each closed. */
    static ScanReport shard(int index) {
        ScanSamples sample =
                new ScanSamples(ScanRequest.of("192.0.2.1").tcp(1, 2, 3, 4).shard(index, 2)).host("192.0.2.1", "");
        return sample.tcp(ScanReason.REFUSED, 1 + index, 3 + index).report();
    }
}
