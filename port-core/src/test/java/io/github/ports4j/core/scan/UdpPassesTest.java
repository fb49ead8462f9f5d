package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.HostScan;
import io.github.ports4j.PortRange;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** UDP over a network in memory, whose hosts refuse as sparingly as Linux does. */
class UdpPassesTest {
    private static final TransportProtocol UDP = TransportProtocol.UDP;
    private static final String HOST = "192.0.2.1";

    private static ScanReport scan(SimulatedNetwork network, int last, String... hosts) {
        return new ConnectScanner(network).scan(ScanRequest.of(hosts).udp(PortRange.of(1, last)));
    }

    /** 1 and 2 answer, 3 to 5 are silent. */
    private static ScanReason five(int port) {
        return port <= 2 ? ScanReason.ANSWERED : port <= 5 ? ScanReason.NO_ANSWER : ScanReason.REFUSED;
    }

    private static void assertExact(HostScan host, IntFunction<ScanReason> truth) {
        assertThat(host.results()).allSatisfy(result -> {
            ScanReason reason = truth.apply(result.address().getPort());
            assertThat(result.state())
                    .as("%s", result)
                    .isEqualTo(reason == ScanReason.NO_ANSWER ? ScanState.OPEN_OR_FILTERED : reason.state());
        });
    }

    @Test
    void withoutALimitItIsQuick() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, port -> port % 10 == 0 ? ScanReason.NO_ANSWER : ScanReason.REFUSED);

        ScanReport report = scan(network, 2_000, HOST);

        assertThat(report.hosts().get(0).ports(UDP, ScanState.OPEN_OR_FILTERED).size())
                .isEqualTo(200);
        assertThat(report.count(ScanState.CLOSED)).isEqualTo(1_800);
        assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void fortyClosedPortsTakeHardlyLongerThanTheLimitAllows() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, port -> ScanReason.REFUSED).refusing(SimulatedNetwork.Bucket.ofLinux());

        ScanReport report = scan(network, 40, HOST);

        assertThat(report.count(ScanState.CLOSED)).isEqualTo(40);
        assertThat(report.probes()).as("asked no faster than it refuses").isLessThan(90);
        assertThat(network.elapsed())
                .isLessThan(Duration.ofSeconds(34).multipliedBy(12).dividedBy(10));
    }

    @Test
    void silentPortsAmongClosedOnesAreTold() {
        for (long seed = 1; seed <= 20; seed++) {
            SimulatedNetwork network = new SimulatedNetwork(seed);
            network.host(HOST, UdpPassesTest::five).refusing(SimulatedNetwork.Bucket.ofLinux());

            ScanReport report = scan(network, 40, HOST);

            assertExact(report.hosts().get(0), UdpPassesTest::five);
            assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(29 + 15));
        }
    }

    @Test
    void hostsAreAskedAtTheSameTime() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        String[] hosts = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> "198.51.100." + i)
                .peek(address -> network.host(address, UdpPassesTest::five).refusing(SimulatedNetwork.Bucket.ofLinux()))
                .toArray(String[]::new);

        ScanReport report = scan(network, 40, hosts);

        report.hosts().forEach(host -> assertExact(host, UdpPassesTest::five));
        assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(29 + 15));
    }

    /** Addresses of one kernel share its limit, which nobody can know: it takes longer, and is exact for those that refused once. */
    @Test
    void addressesOfOneKernelAreExactToo() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        SimulatedNetwork.Bucket shared = SimulatedNetwork.Bucket.ofLinux();
        String[] hosts = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> "198.51.100." + i)
                .peek(address -> network.host(address, UdpPassesTest::five).refusing(shared))
                .toArray(String[]::new);

        ScanReport report = scan(network, 30, hosts);

        report.hosts().forEach(host -> assertExact(host, UdpPassesTest::five));
    }

    @Test
    void lostAnswersAreAskedForAgain() {
        for (long seed = 1; seed <= 20; seed++) {
            SimulatedNetwork network = new SimulatedNetwork(seed);
            network.host(HOST, UdpPassesTest::five).losing(0.01);

            assertExact(scan(network, 1_000, HOST).hosts().get(0), UdpPassesTest::five);
        }
    }

    @Test
    void aHostThatSaysNothingAtAllIsAskedThreeTimes() {
        SimulatedNetwork network = new SimulatedNetwork(1);

        ScanReport report = scan(network, 500, HOST);

        assertThat(report.hosts().get(0).reasons()).containsOnlyKeys(ScanReason.SILENT);
        assertThat(report.probes()).isEqualTo(1_500);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void withoutDescriptorsNothingIsSaid() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, UdpPassesTest::five);
        network.descriptors(0);

        ScanReport report = scan(network, 20, HOST);

        assertThat(report.hosts().get(0).reasons()).containsOnlyKeys(ScanReason.NO_DESCRIPTOR);
    }
}
