package io.github.ports4j;

import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScanRequestTest {
    private static final ScanRequest LOCAL = ScanRequest.of("localhost");

    @Test
    void isAsUsualUnlessSaid() {
        assertThat(LOCAL.targets()).containsExactly(ScanTarget.parse("localhost"));
        assertThat(LOCAL.ports(TCP)).isEqualTo(PortSet.empty());
        assertThat(LOCAL.ports(UDP)).isEqualTo(PortSet.empty());
        assertThat(LOCAL.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(LOCAL.rate()).isEmpty();
        assertThat(LOCAL.inFlight()).isEmpty();
        assertThat(LOCAL.retries()).isEqualTo(9);
        assertThat(LOCAL.seed()).isEqualTo(1);
        assertThat(LOCAL.shard()).isZero();
        assertThat(LOCAL.shards()).isEqualTo(1);
        assertThat(LOCAL.limit()).isEqualTo(20_000_000);
        assertThat(LOCAL.isPortable()).isFalse();
        assertThat(LOCAL).hasToString("localhost timeout 1500ms");
    }

    @Test
    void printsAsOneLine() {
        ScanRequest request = ScanRequest.of("localhost", "192.0.2.0/24")
                .tcp(80, 22)
                .udp(53)
                .timeout(Duration.ofMillis(500))
                .rate(2000)
                .inFlight(512)
                .retries(2)
                .seed(-7)
                .shard(2, 8)
                .atMost(1000)
                .portable();

        assertThat(request)
                .hasToString(
                        "localhost 192.0.2.0/24 tcp 22,80 udp 53 timeout 500ms rate 2000 in flight 512 retries 2 seed -7"
                                + " shard 3 of 8 at most 1000 portable");
    }

    @Test
    void portsAreAdded() {
        ScanRequest request = LOCAL.tcp(80)
                .tcp(22, 443)
                .tcp(PortRange.of(1000, 2000))
                .tcp(PortSet.of(2001))
                .udp(53, 123)
                .udp(PortRange.of(1, 5))
                .udp(PortSet.of(7));

        assertThat(request.ports(TCP)).hasToString("22,80,443,1000-2001");
        assertThat(request.ports(UDP)).hasToString("1-5,7,53,123");
        assertThat(LOCAL.ports(TCP).isEmpty()).as("the first is as it was").isTrue();
    }

    @Test
    void hostNamedTwiceIsInOnceAndTheOrderStays() {
        assertThat(ScanRequest.of("b", "a", "b", "a").targets())
                .containsExactly(ScanTarget.parse("b"), ScanTarget.parse("a"));
        assertThat(ScanRequest.of(List.of("b", "a", "b"))).isEqualTo(ScanRequest.of("b", "a"));
    }

    /** Each differs from the others in one thing. */
    static List<ScanRequest> different() {
        return List.of(
                LOCAL,
                ScanRequest.of("localhost", "other"),
                ScanRequest.of("localhost", "tcp", "22-80"), // prints as the next
                LOCAL.tcp(PortRange.of(22, 80)),
                LOCAL.udp(PortRange.of(22, 80)),
                LOCAL.timeout(Duration.ofMillis(1)),
                LOCAL.timeout(Duration.ofMinutes(1)),
                LOCAL.rate(1),
                LOCAL.rate(Integer.MAX_VALUE),
                LOCAL.inFlight(1),
                LOCAL.retries(0),
                LOCAL.seed(Long.MIN_VALUE),
                LOCAL.seed(Long.MAX_VALUE),
                LOCAL.shard(0, 2),
                LOCAL.shard(1, 2),
                LOCAL.shard(999_999, 1_000_000),
                LOCAL.atMost(1),
                LOCAL.atMost(1_073_741_824),
                LOCAL.portable());
    }

    @ParameterizedTest
    @MethodSource("different")
    void isEqualToItselfAlone(ScanRequest request) {
        assertThat(different()).filteredOn(request::equals).hasSize(1);
        assertThat(different()).filteredOn(request::equals).first().hasSameHashCodeAs(request);
        assertThat(request.toString()).doesNotContain("\n");
    }

    static Stream<org.junit.jupiter.api.function.Executable> nonsense() {
        return Stream.of(
                () -> ScanRequest.of(),
                () -> ScanRequest.of(List.of()),
                () -> ScanRequest.of("localhost", ""),
                () -> ScanRequest.of("0.0.0.0/0"),
                () -> LOCAL.tcp(0),
                () -> LOCAL.tcp(22, 65_536),
                () -> LOCAL.udp(-1),
                () -> LOCAL.timeout(Duration.ZERO),
                () -> LOCAL.timeout(Duration.ofMillis(-5)),
                () -> LOCAL.timeout(Duration.ofNanos(999_999)),
                () -> LOCAL.timeout(Duration.ofMinutes(1).plusNanos(1)),
                () -> LOCAL.timeout(Duration.ofSeconds(Long.MAX_VALUE)),
                () -> LOCAL.timeout(Duration.ofSeconds(Long.MIN_VALUE)),
                () -> LOCAL.rate(0),
                () -> LOCAL.rate(-1),
                () -> LOCAL.inFlight(0),
                () -> LOCAL.retries(-1),
                () -> LOCAL.retries(10),
                () -> LOCAL.shard(0, 0),
                () -> LOCAL.shard(-1, 8),
                () -> LOCAL.shard(8, 8),
                () -> LOCAL.shard(0, 1_000_001),
                () -> LOCAL.atMost(0),
                () -> LOCAL.atMost(1_073_741_825));
    }

    @ParameterizedTest
    @MethodSource
    void nonsense(org.junit.jupiter.api.function.Executable call) {
        assertThatIllegalArgumentException().isThrownBy(call::execute);
    }

    @Test
    void timeoutIsInWholeMilliseconds() {
        assertThat(LOCAL.timeout(Duration.ofNanos(2_999_999)).timeout()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void morePortsThanAllowedAreRefused() {
        ScanRequest block = ScanRequest.of("10.0.0.0/12"); // 1,048,576 addresses

        assertThat(block.tcp(PortRange.of(1, 19)).ports(TCP).size()).isEqualTo(19);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block.tcp(PortRange.of(1, 20)))
                .withMessage("these are 20971520 ports of addresses, more than 20000000; atMost() allows more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block.tcp(PortRange.of(1, 10)).udp(PortRange.of(1, 10)));
        ScanRequest most = block.atMost(1_073_741_824).tcp(PortRange.of(1, 1024));
        assertThat(most.limit()).isEqualTo(1_073_741_824);
        assertThatIllegalArgumentException().isThrownBy(() -> most.udp(1));
        assertThatIllegalArgumentException().isThrownBy(() -> most.atMost(1_073_741_823));
    }

    @Test
    void nameCountsAsOneAddressAtLeast() {
        assertThatIllegalArgumentException().isThrownBy(() -> LOCAL.atMost(2).tcp(1, 2, 3));
        ScanRequest three = ScanRequest.of("a", "b", "192.0.2.7");
        assertThatIllegalArgumentException().isThrownBy(() -> three.atMost(5).tcp(1, 2));
        assertThat(three.atMost(6).tcp(1, 2).limit()).isEqualTo(6);
        assertThat(LOCAL.atMost(3).tcp(1, 2, 3).ports(TCP).size()).isEqualTo(3);
    }
}
