package io.github.ports4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.DefaultRouteBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeHostNetworkTest {
    private final FakeHost host = new FakeHost();

    private NetworkInterfaceInfo find(String name) {
        return host.interfaces().find(name).orElseThrow();
    }

    @Test
    void beginsWithALoopbackAlone() {
        assertThat(host.interfaces().list()).hasSize(1);
        assertThat(find("lo"))
                .hasToString("lo (1, loopback, up) mtu 65536 127.0.0.1/8 ::1/128")
                .extracting(NetworkInterfaceInfo::kind)
                .isEqualTo(InterfaceKind.LOOPBACK);
        assertThat(host.interfaces().addresses()).isEmpty();
        assertThat(host.interfaces().defaultRoutes()).isEmpty();
    }

    @Test
    void interfaceIsMadeOnceAndChangedAfterwards() {
        FakeInterface wifi = host.networkInterface("wlan0")
                .kind(InterfaceKind.WIFI)
                .mac("02:00:00:00:00:01")
                .address("192.0.2.7/24")
                .up();

        assertThat(host.networkInterface("wlan0")).isSameAs(wifi);
        assertThat(find("wlan0"))
                .hasToString("wlan0 (" + wifi.index() + ", wifi, up) 02:00:00:00:00:01 mtu 1500 192.0.2.7/24");
        assertThat(host.interfaces().addresses())
                .extracting(InterfaceAddress::toString)
                .containsExactly("192.0.2.7/24");

        wifi.carrier(false);
        assertThat(find("wlan0").carrier()).contains(false);
        assertThat(find("wlan0")).asString().contains("up, no carrier");
        wifi.down();
        assertThat(find("wlan0").carrier()).isEmpty();
        assertThat(host.interfaces().addresses()).isEmpty();
        wifi.withoutAddresses();
        assertThat(find("wlan0").addresses()).isEmpty();
    }

    @Test
    void whatGoesWithAnInterfaceGoesWithIt() {
        FakeInterface near = host.networkInterface("near").cable(host.networkInterface("far"));
        host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "near", near.index()).build());

        near.remove();

        assertThat(host.interfaces().list())
                .extracting(NetworkInterfaceInfo::name)
                .containsExactly("lo");
        assertThat(host.interfaces().defaultRoutes()).isEmpty();
    }

    @Test
    void addressesAreLiterals() {
        FakeInterface nic = host.networkInterface("eth0");

        assertThatThrownBy(() -> nic.address("localhost/8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nic.address("192.0.2.7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nic.address("192.0.2.7/33").toString()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countersAreWhatTheyWereTold() {
        ProtocolCounters before = host.statistics().tcp();
        host.count(StatisticsProtocol.TCP, "RetransSegs", 3);
        host.clock().advance(Duration.ofSeconds(2));

        ProtocolCounters after = host.statistics().tcp();

        assertThat(after.get("RetransSegs")).hasValue(3);
        assertThat(after.since(before).elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> host.statistics().read(StatisticsProtocol.SCTP))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThat(host.count(StatisticsProtocol.SCTP, "ActiveEstabs", 1)
                        .statistics()
                        .all())
                .extracting(ProtocolCounters::protocol)
                .contains(StatisticsProtocol.SCTP);
    }

    @Test
    void withoutAFamilyItHasNoStatistics() {
        host.without(AddressFamily.IPV6);

        assertThatThrownBy(() -> host.statistics().udp6()).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(host.statistics().all())
                .extracting(ProtocolCounters::protocol)
                .doesNotContain(StatisticsProtocol.IP6, StatisticsProtocol.UDP6);
    }

    @Test
    void readingStatisticsDoesNotKeepThem() {
        assertThat(host.statistics().udp6().names()).isNotEmpty();

        host.without(AddressFamily.IPV6);

        assertThatThrownBy(() -> host.statistics().udp6()).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void fileOfServicesIsThereIfItWasGiven() {
        assertThatThrownBy(host::serviceNames).isInstanceOf(UnsupportedFeatureException.class);

        host.services("http 80/tcp www\n");

        assertThat(host.serviceNames().name(TransportPort.tcp(80))).contains("http");
        assertThat(host.serviceNames().port("WWW", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
    }
}
