package io.github.ports4j.it.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.HostScan;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanState;
import java.util.List;

/** Compares a report with what the laboratory is, port by port. */
final class Exactness {
    private Exactness() {}

    /** The report is of these hosts, complete, and says of each port that was asked for what it is. */
    static void assertExact(ScanReport report, LabHost... hosts) {
        assertExact(report, List.of(hosts));
    }

    /** The same. */
    static void assertExact(ScanReport report, List<LabHost> hosts) {
        assertThat(report.hosts()).hasSameSizeAs(hosts);
        for (int i = 0; i < hosts.size(); i++) {
            assertExact(report, report.hosts().get(i), hosts.get(i));
        }
        assertThat(report.complete()).as("%s", report).isTrue();
    }

    private static void assertExact(ScanReport report, HostScan found, LabHost host) {
        assertThat(found.address()).isEqualTo(host.inetAddress());
        PortSet asked = report.request().ports(host.protocol());
        for (ScanState state : ScanState.values()) {
            assertThat(found.ports(host.protocol(), state))
                    .as("%s of %s; %s", state, host.address(), report)
                    .isEqualTo(host.expected(state, asked));
        }
    }
}
