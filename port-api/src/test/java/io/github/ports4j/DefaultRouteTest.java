package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.spi.DefaultRouteBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class DefaultRouteTest {
    private static final long LARGEST_METRIC = 4_294_967_295L;

    private static DefaultRouteBuilder over(String name) {
        return new DefaultRouteBuilder(AddressFamily.IPV4, name, 2);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void holdsWhatWasTold() {
        DefaultRoute route = over("eth0")
                .gateway(address("2001:db8::1"))
                .metric(LARGEST_METRIC)
                .build();
        assertThat(route.family()).isEqualTo(AddressFamily.IPV4);
        assertThat(route.interfaceName()).isEqualTo("eth0");
        assertThat(route.interfaceIndex()).isEqualTo(2);
        assertThat(route.gateway()).contains(address("2001:db8::1"));
        assertThat(route.metric()).isEqualTo(LARGEST_METRIC);
    }

    @Test
    void isPrintedAsALine() {
        assertThat(over("eth0").gateway(address("192.0.2.1")).metric(100).build())
                .hasToString("default via 192.0.2.1 dev eth0 metric 100");
        assertThat(over("tun\u001b0").build()).hasToString("default dev tun\\u001b0");
    }

    @Test
    void doesNotChangeWithItsBuilder() {
        DefaultRouteBuilder builder = over("eth0");
        DefaultRoute route = builder.build();
        builder.gateway(address("192.0.2.1")).metric(100).build();
        assertThat(route).hasToString("default dev eth0");
    }

    @Test
    void refusesWhatNoKernelTells() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DefaultRouteBuilder(AddressFamily.IPV6, "eth0", 0));
        for (long metric : new long[] {-1, LARGEST_METRIC + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> over("eth0").metric(metric))
                    .withMessageContaining(Long.toString(metric));
        }
    }
}
