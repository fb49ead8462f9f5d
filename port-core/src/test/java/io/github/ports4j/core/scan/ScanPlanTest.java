package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortRange;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanPlanTest {
    private static final TransportProtocol TCP = TransportProtocol.TCP;
    private static final int PORTS = 20_000;

    private final ScanRequest request =
            ScanRequest.of("192.0.2.1").tcp(PortRange.of(1, PORTS)).shard(1, 2);
    private final ScanTableBuilder table = new ScanTableBuilder(request);
    private final ScanPlan plan;

    ScanPlanTest() throws UnknownHostException {
        InetAddress host = InetAddress.getByName("192.0.2.1");
        table.host(host, Optional.empty());
        plan = new ScanPlan(request, TCP, List.of(host));
    }

    @Test
    void aShardIsLaidOut() {
        assertThat(plan.cover(table, () -> false)).isTrue();
        assertThat(table.unfinished(0, TCP)).isEqualTo(PORTS / 2);
    }

    @Test
    void layingOutEndsSoonWhenItIsCancelled() {
        assertThat(plan.cover(table, () -> true)).isFalse();
        assertThat(table.unfinished(0, TCP)).isLessThan(PORTS / 4);
    }
}
