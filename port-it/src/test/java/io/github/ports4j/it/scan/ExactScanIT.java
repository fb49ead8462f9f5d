package io.github.ports4j.it.scan;

import static io.github.ports4j.it.scan.Exactness.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.HostScan;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each port of each host is said to be what it is. */
@Tag("root")
@Tag("laboratory")
@Timeout(1800)
class ExactScanIT {
    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final PortSet FIRST_THOUSAND = PortSet.parse("1-1000");

    private Laboratory lab;

    @BeforeEach
    void build() {
        lab = Laboratory.build();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void loopback(Engine engine) {
        scansAll(engine, LabHosts.loopback());
    }

    /** A listener that resets right after it has accepted is open. */
    @ParameterizedTest
    @EnumSource
    void resetting(Engine engine) {
        scansAll(engine, LabHosts.resettingLoopback());
    }

    @ParameterizedTest
    @EnumSource
    void loopback_over_ipv6(Engine engine) {
        scansAll(engine, LabHosts.loopback6());
    }

    @ParameterizedTest
    @EnumSource
    void answering(Engine engine) {
        scansAll(engine, LabHosts.answering(Way.CABLE));
    }

    @ParameterizedTest
    @EnumSource
    void answering_over_ipv6(Engine engine) {
        scansAll(engine, LabHosts.answering6(Way.CABLE));
    }

    /**
     * Through the JVM's channels a rejection from so near is seen only when the kernel has repeated the SYN, and so takes the target twice as
     * much ICMP as it sends to one address.
     */
    @ParameterizedTest
    @EnumSource
    void filtered(Engine engine) {
        lab.limitIcmp(engine == Engine.OF_THE_SYSTEM);
        scansAll(engine, LabHosts.filtered(Way.CABLE));
    }

    @ParameterizedTest
    @EnumSource
    void filtered_over_ipv6(Engine engine) {
        Series.inFullFor(engine);
        lab.limitIcmp(engine == Engine.OF_THE_SYSTEM);
        scansAll(engine, LabHosts.filtered6(Way.CABLE));
    }

    private void scansAll(Engine engine, LabHost host) {
        assertExact(lab.scan(engine.of(host.request(ALL))), host);
    }

    @ParameterizedTest
    @EnumSource
    void street(Engine engine) {
        List<LabHost> street = LabHosts.street(Way.CABLE);
        ScanRequest request =
                ScanRequest.of(street.stream().map(LabHost::address).toList());
        assertExact(lab.scan(engine.of(request.tcp(FIRST_THOUSAND))), street);
    }

    /** Each way to refuse has its reason. On a path with a delay, as ICMP that is faster than the call is told late or never. */
    @ParameterizedTest
    @EnumSource
    void refusals_have_their_reasons(Engine engine) {
        lab.delay(5_000, 0, 1);
        ScanReason networkUnreachable = // the JVM has no exception of its own for ENETUNREACH
                engine == Engine.PORTABLE ? ScanReason.NETWORK_ERROR : ScanReason.NETWORK_UNREACHABLE;
        HostScan four = refusals(engine, LabHosts.filtered(Way.DELAYED));
        assertThat(reason(four, 61001)).isEqualTo(ScanReason.REFUSED);
        assertThat(reason(four, 61002)).isEqualTo(ScanReason.HOST_UNREACHABLE); // so says Linux of IPv4's prohibited
        assertThat(reason(four, 61003)).isEqualTo(ScanReason.HOST_UNREACHABLE);
        assertThat(reason(four, 61004)).isEqualTo(networkUnreachable);
        assertThat(reason(four, 61005)).isEqualTo(ScanReason.REFUSED);
        HostScan six = refusals(engine, LabHosts.filtered6(Way.DELAYED));
        assertThat(reason(six, 61001)).isEqualTo(ScanReason.REFUSED);
        assertThat(reason(six, 61002)).isEqualTo(ScanReason.PROHIBITED);
        assertThat(reason(six, 61003)).isEqualTo(ScanReason.HOST_UNREACHABLE);
        assertThat(reason(six, 61004)).isEqualTo(networkUnreachable);
        assertThat(reason(six, 61005)).isEqualTo(ScanReason.REFUSED);
    }

    private HostScan refusals(Engine engine, LabHost host) {
        ScanReport report = lab.scan(engine.of(host.request(LabHosts.REFUSING)));
        assertExact(report, host);
        return report.hosts().get(0);
    }

    private static ScanReason reason(HostScan host, int port) {
        return host.result(TransportPort.tcp(port)).orElseThrow().reason();
    }

    /** Never a false open: the attempts have local ports among those that are scanned, and some meet themselves. */
    @ParameterizedTest
    @EnumSource
    void no_attempt_that_met_itself_is_open(Engine engine) {
        LabHost host = LabHosts.loopback();
        Series.seeds(200).forEach(seed -> {
            ScanReport report = lab.scan(engine.of(host.request(ALL).seed(seed)));
            assertThat(report.hosts().get(0).ports(TransportProtocol.TCP, ScanState.OPEN))
                    .as("seed %d: %s", seed, report)
                    .isEqualTo(host.open());
        });
    }
}
