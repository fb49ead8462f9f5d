package io.github.ports4j.it.scan;

import static io.github.ports4j.it.scan.Exactness.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.HostScan;
import io.github.ports4j.PortSet;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.it.rare.Host;
import io.github.ports4j.it.rare.Jvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What this host lacks is said of no port: none is called closed or filtered that was not asked. */
@Tag("root")
@Tag("laboratory")
@Timeout(180)
class TroubleScanIT {
    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final PortSet FEW = PortSet.parse("1-100");
    private static final int ONLY_LOCAL_PORT = 60000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void few_descriptors_are_enough(Engine engine) throws IOException, InterruptedException {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.answering(Way.CABLE);
            assertExact(scannedWith256Descriptors(lab, host, engine), host);
        }
    }

    /** All descriptors are taken by others in the middle of a scan, and given back later: it goes on, and leaves no port out. */
    @ParameterizedTest
    @EnumSource
    void descriptors_come_back(Engine engine) throws IOException, InterruptedException {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.filtered(Way.CABLE);
            assertExact(scannedWith256Descriptors(lab, host, engine, "hungry"), host);
        }
    }

    private ScanReport scannedWith256Descriptors(Laboratory lab, LabHost host, Engine engine, String... more)
            throws IOException, InterruptedException {
        Host.assumePrograms("prlimit");
        Path file = folder.resolve("report");
        String[] arguments = {file.toString(), host.address(), "1-1024,20000-20999", "0", "1", engine.name()};
        Jvm.Run run = Jvm.quick()
                .under("nsenter", "--net=" + lab.scanner().path(), "prlimit", "--nofile=256:256", "--")
                .run(
                        ScanProgram.class,
                        Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
        assertThat(run.exit()).as("%s", run).isZero();
        return ScanProgram.read(file);
    }

    /** The only local port is bound by somebody else. */
    @ParameterizedTest
    @EnumSource
    void no_local_port(Engine engine) throws IOException {
        try (Laboratory lab = Laboratory.build()) {
            lab.scanner().set("net/ipv4/ip_local_port_range", ONLY_LOCAL_PORT + " " + ONLY_LOCAL_PORT);
            try (ServerSocket holder = lab.inside(() -> new ServerSocket(ONLY_LOCAL_PORT))) {
                ScanReport report =
                        lab.scan(engine.of(LabHosts.answering(Way.CABLE).request(FEW)));
                assertThat(report.count(ScanState.UNTRIED)).as("%s", report).isEqualTo(FEW.size());
                assertThat(report.reasons().keySet())
                        .as("%s with %s", report, holder)
                        .containsAnyOf(ScanReason.NO_LOCAL_PORT, ScanReason.LOCAL_ERROR)
                        .hasSize(1);
                assertThat(report.complete()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_route(Engine engine) {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.answering(Way.CABLE);
            ScanReport report = lab.scan(
                    engine.of(ScanRequest.of("192.0.2.1", host.address()).tcp(FEW)));
            HostScan unreachable = report.hosts().get(0);
            assertThat(unreachable.reasons().keySet())
                    .as("%s", report)
                    .isSubsetOf(ScanReason.NO_ROUTE, ScanReason.LOCAL_ERROR); // the JVM does not tell them apart
            assertThat(unreachable.count(ScanState.UNTRIED)).isEqualTo(FEW.size());
            assertThat(report.hosts().get(1).ports(TransportProtocol.TCP, ScanState.CLOSED))
                    .isEqualTo(host.expected(ScanState.CLOSED, FEW));
        }
    }

    /** A neighbour that does not answer ARP. */
    @ParameterizedTest
    @EnumSource
    void nobody_at_the_address(Engine engine) {
        try (Laboratory lab = Laboratory.build()) {
            LabHost nobody = new LabHost(
                    Way.CABLE.v4(9, 9), LabHost.Service.KEEP, PortSet.empty(), PortSet.empty(), ScanState.FILTERED);
            LabHost host = LabHosts.answering(Way.CABLE);
            ScanRequest both = ScanRequest.of(nobody.address(), host.address()).tcp(FEW);
            ScanReport report = lab.scan(engine.of(both));
            assertExact(report, nobody, host);
            assertThat(report.hosts().get(0).reasons().keySet())
                    .isSubsetOf(ScanReason.NO_ANSWER, ScanReason.HOST_UNREACHABLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interface_goes_down(Engine engine) throws InterruptedException {
        Series.inFullFor(engine);
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.answering(Way.CABLE);
            SynCounter counter = SynCounter.leaving(lab.scanner(), host);
            CountDownLatch begun = new CountDownLatch(2000);
            ScanReport report;
            try (Scan scan = lab.start(engine.of(host.request(ALL)).rate(20_000))) {
                scan.onResult(result -> begun.countDown());
                begun.await();
                lab.scanner().ip("link set lab0 down");
                report = scan.await();
            }
            Map<Integer, Long> asked = counter.counts();
            assertThat(report.count(ScanState.UNTRIED)).as("%s", report).isPositive();
            List<ScanResult> tried = report.results()
                    .filter(result -> result.state() != ScanState.UNTRIED)
                    .toList();
            assertThat(tried)
                    .hasSizeGreaterThanOrEqualTo(2000)
                    .allSatisfy(result -> assertThat(asked)
                            .as("%s", result)
                            .containsKey(result.address().getPort()));
            assertThat(tried)
                    .filteredOn(result -> result.state() != ScanState.FILTERED)
                    .allSatisfy(result -> assertThat(result.state())
                            .as("%s", result)
                            .isEqualTo(host.state(result.address().getPort())));
            assertThat(report.reasons()).as("%s", report).doesNotContainKey(ScanReason.PENDING);
        }
    }
}
