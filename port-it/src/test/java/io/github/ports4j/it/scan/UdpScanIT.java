package io.github.ports4j.it.scan;

import static io.github.ports4j.it.scan.Exactness.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** UDP: a port is known to be closed by its ICMP, of which a kernel sends only so much. */
@Tag("root")
@Tag("laboratory")
@Timeout(300)
class UdpScanIT {
    /** Closed ones, and two that answer. */
    private static final PortSet FORTY_CLOSED = PortSet.parse("1007,1010-1049,1053");

    /** A kernel sends 6 to an address at once, and then one each second. */
    private static final Duration ALLOWED = Duration.ofSeconds(40 - 6);

    private static final double AT_MOST = 1.3;

    @ParameterizedTest
    @EnumSource
    void exact_without_a_limit(Engine engine) {
        try (Laboratory lab = Laboratory.build()) {
            lab.limitIcmp(false);
            LabHost host = LabHosts.echoing(Way.CABLE);
            PortSet ports = PortSet.parse("1000-1999,2000-2099");
            assertExact(lab.scan(engine.of(host.request(ports))), host);
        }
    }

    /** Both at the same time: one host, and 50 each with a kernel's limit of its own. */
    @Test
    void exact_within_the_limit() {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.echoing(Way.CABLE);
            List<LabHost> kernels = lab.addKernels();
            ScanRequest request =
                    ScanRequest.of(kernels.stream().map(LabHost::address).toList());
            try (Scan one = lab.start(host.request(FORTY_CLOSED));
                    Scan many = lab.start(request.udp(FORTY_CLOSED))) {
                ScanReport ofOne = one.await();
                ScanReport ofMany = many.await();
                assertExact(ofOne, host);
                assertExact(ofMany, kernels);
                assertThat(ofOne.elapsed().toMillis() / (double) ALLOWED.toMillis())
                        .isLessThanOrEqualTo(AT_MOST);
                assertThat(ofMany.elapsed().toMillis() / (double) ALLOWED.toMillis())
                        .isLessThanOrEqualTo(AT_MOST);
            }
        }
    }
}
