package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ports4j.CounterRates;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must be told of the counters of protocols, in a network where nothing else happens. */
public abstract class ProtocolStatisticsContract extends SceneContract {
    /** For subclasses. */
    protected ProtocolStatisticsContract() {}

    @BeforeEach
    final void needsItsOwnNetwork() {
        needs(Ability.OWN_NETWORK);
    }

    private ProtocolStatistics statistics() {
        return provider().statistics();
    }

    @Test
    void connectionsAreCounted() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        ProtocolCounters before = statistics().tcp();

        for (int i = 0; i < 3; i++) {
            start(ActorSpec.idle().connect(port));
        }

        CounterRates change = statistics().tcp().since(before);
        assertThat(change.change("ActiveOpens")).hasValue(3);
        assertThat(change.change("PassiveOpens")).hasValue(3);
        if (stage().can(Ability.COUNT_OPEN)) {
            assertThat(change.change("CurrEstab")).as("both ends").hasValue(6);
        }
    }

    @Test
    void whatGoesUpAndDownHasNoRate() {
        needs(Ability.COUNT_OPEN);
        ProtocolCounters tcp = statistics().tcp();

        assertThat(tcp.isGauge("CurrEstab")).isTrue();
        assertThat(tcp.isGauge("ActiveOpens")).isFalse();
        assertThat(statistics().tcp().since(tcp).perSecond("CurrEstab")).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void connectionThatIsClosedIsNotOpenAnyMore() {
        needs(Ability.COUNT_OPEN);
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connect(port));
        assertThat(statistics().tcp().get("CurrEstab")).hasValue(2);

        client.closeSockets();

        stage().await(
                        "its end is closed",
                        () -> statistics().tcp().get("CurrEstab").equals(OptionalLong.of(1)));
    }

    @Test
    void datagramsToAClosedPortAreCounted() {
        int port = freePort();
        ProtocolCounters before = statistics().udp();

        network().sendDatagrams(port, 50, 10);

        awaitRefused(50, before);
        ProtocolCounters after = statistics().udp();
        CounterRates change = after.since(before);
        assertThat(change.change("NoPorts")).hasValue(50);
        assertThat(change.change("OutDatagrams")).hasValue(50);
        assertThat(after.get("NoPorts").getAsLong() - before.get("NoPorts").getAsLong())
                .isEqualTo(50);
    }

    private Network network() {
        return stage().network();
    }

    private void awaitRefused(long count, ProtocolCounters before) {
        stage().await(
                        "all have arrived",
                        () -> statistics().udp().since(before).change("NoPorts").orElse(0) >= count);
    }

    @Test
    void rateIsTheChangeInTheTimeBetween() {
        int port = freePort();
        ProtocolCounters before = statistics().udp();
        network().sendDatagrams(port, 50, 10);
        awaitRefused(50, before);
        stage().await(
                        "some time passes",
                        () -> !statistics().udp().since(before).elapsed().isZero());

        CounterRates change = statistics().udp().since(before);

        assertThat(change.perSecond("NoPorts").orElseThrow())
                .isCloseTo(50e9 / change.elapsed().toNanos(), within(1e-6));
        assertThat(change.protocol()).isEqualTo(StatisticsProtocol.UDP);
    }

    @Test
    void quietHostCountsNothing() {
        ProtocolCounters before = statistics().tcp();

        CounterRates change = statistics().tcp().since(before);

        assertThat(change.names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(change.change(name)).as(name).hasValue(0));
    }

    @Test
    void everyProtocolIsReadAtOnceAndOnce() {
        assertThat(statistics().all())
                .extracting(ProtocolCounters::protocol)
                .contains(StatisticsProtocol.IP, StatisticsProtocol.TCP, StatisticsProtocol.UDP)
                .doesNotHaveDuplicates();
        if (stage().can(Ability.COUNT_ICMP)) {
            assertThat(statistics().all())
                    .extracting(ProtocolCounters::protocol)
                    .contains(StatisticsProtocol.ICMP);
        }
        for (ProtocolCounters counters : statistics().all()) {
            assertThat(statistics().read(counters.protocol()).names())
                    .as("%s", counters.protocol())
                    .isEqualTo(counters.names());
        }
    }

    @Test
    void protocolsOfIpv6AreKeptApart() {
        needs(Ability.IPV6);
        assertThat(statistics().ip6().protocol()).isEqualTo(StatisticsProtocol.IP6);
        if (stage().can(Ability.COUNT_BY_FAMILY)) {
            assertThat(statistics().udp6().get("NoPorts")).isPresent();
        }
        if (stage().can(Ability.COUNT_ICMP)) {
            assertThat(statistics().icmp6().protocol()).isEqualTo(StatisticsProtocol.ICMP6);
        }
    }

    @Test
    void nameThatIsNotCountedHasNoValue() {
        assertThat(statistics().tcp().get("NoPorts")).isEmpty();
        assertThat(statistics().tcp().get("ActiveOpens")).isPresent();
        assertThat(statistics().tcp().names()).contains("ActiveOpens");
    }

    @Test
    void protocolWithoutStatisticsIsSaidToHaveNone() {
        assertThatThrownBy(() -> statistics().read(StatisticsProtocol.IGMP))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("igmp");
    }

    @Test
    void onlyReadingsOfOneProtocolAreCompared() {
        ProtocolCounters tcp = statistics().tcp();
        ProtocolCounters udp = statistics().udp();

        assertThatThrownBy(() -> tcp.since(udp)).isInstanceOf(IllegalArgumentException.class);
    }
}
