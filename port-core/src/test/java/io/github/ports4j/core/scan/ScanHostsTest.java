package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.HostScan;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Ports;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.testkit.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanHostsTest {
    private final FakeHost host = new FakeHost();
    private final PortScanner scanner = Ports.on(host).scanner();

    private static List<String> texts(ScanReport report) {
        return report.hosts().stream()
                .map(HostScan::address)
                .map(InternetAddress::format)
                .toList();
    }

    @Test
    void addressThatIsNamedInSeveralWaysIsOneHostInThePlaceOfTheFirst() {
        host.remote("192.0.2.1").named("db").named("shop");
        host.remote("192.0.2.3").named("shop");

        ScanReport report =
                scanner.scan(ScanRequest.of("db", "192.0.2.0/30", "shop").tcp(1).retries(0));

        assertThat(texts(report)).containsExactly("192.0.2.1", "192.0.2.0", "192.0.2.2", "192.0.2.3");
        assertThat(report.hosts()).extracting(HostScan::name).first().asString().contains("db");
        assertThat(report.complete()).isTrue();
    }

    /** Name services turn the order round from one question to the next, and shards need the same one. */
    @Test
    void addressesOfANameAreInTheOrderOfTheirNumbers() {
        host.remote("192.0.2.200").named("db");
        host.remote("192.0.2.9").named("db");
        host.remote("192.0.2.10").named("db");

        ScanReport report = scanner.scan(ScanRequest.of("db").tcp(1).retries(0));

        assertThat(texts(report)).containsExactly("192.0.2.9", "192.0.2.10", "192.0.2.200");
    }

    @Test
    void addressOnAnotherLinkIsAnotherHost() {
        ScanReport report = scanner.scan(
                ScanRequest.of("fe80::1%2", "fe80::1%3", "fe80::1%2").tcp(1).retries(0));

        assertThat(texts(report)).containsExactly("fe80::1%2", "fe80::1%3");
    }

    @Test
    void namesThatStandForMoreThanIsAllowedAreRefused() {
        host.remote("192.0.2.1").named("db");
        host.remote("192.0.2.2").named("db");
        ScanRequest request = ScanRequest.of("db").tcp(1, 2).udp(3);

        assertThat(scanner.scan(request.atMost(6)).complete()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scanner.scan(request.atMost(5)))
                .withMessageContaining("2 addresses");
    }
}
