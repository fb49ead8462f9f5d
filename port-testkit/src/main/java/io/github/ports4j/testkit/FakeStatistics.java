package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.ProtocolCountersBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the protocols of a fake host have counted: what {@link FakeHost#count} was told, and its own connections. */
final class FakeStatistics implements ProtocolStatistics {
    private static final Set<StatisticsProtocol> FOUR =
            EnumSet.of(StatisticsProtocol.IP, StatisticsProtocol.ICMP, StatisticsProtocol.TCP, StatisticsProtocol.UDP);
    private static final Set<StatisticsProtocol> SIX =
            EnumSet.of(StatisticsProtocol.IP6, StatisticsProtocol.ICMP6, StatisticsProtocol.UDP6);

    private final HostState host;

    FakeStatistics(HostState host) {
        this.host = host;
    }

    @Override
    public ProtocolCounters read(StatisticsProtocol protocol) {
        synchronized (host) {
            if (!kept(protocol)) {
                throw new UnsupportedFeatureException("this fake host keeps no statistics of " + protocol);
            }
            return counters(protocol);
        }
    }

    @Override
    public List<ProtocolCounters> all() {
        synchronized (host) {
            List<ProtocolCounters> all = new ArrayList<>();
            for (StatisticsProtocol protocol : StatisticsProtocol.values()) {
                if (kept(protocol)) {
                    all.add(counters(protocol));
                }
            }
            return List.copyOf(all);
        }
    }

    private boolean kept(StatisticsProtocol protocol) {
        return FOUR.contains(protocol)
                || (SIX.contains(protocol) && host.families.contains(AddressFamily.IPV6))
                || host.counted.containsKey(protocol);
    }

    private ProtocolCounters counters(StatisticsProtocol protocol) {
        ProtocolCountersBuilder counters = new ProtocolCountersBuilder(protocol, Long.SIZE, host.clock);
        names(protocol).forEach(name -> counters.counter(name, 0));
        host.counted(protocol).forEach(counters::counter);
        if (protocol == StatisticsProtocol.TCP) {
            counters.gauge("CurrEstab", host.net.established());
        }
        return counters.build();
    }

    /** Those that are there from the start. */
    private static List<String> names(StatisticsProtocol protocol) {
        return switch (protocol) {
            case TCP -> List.of("ActiveOpens", "PassiveOpens");
            case UDP, UDP6 -> List.of("InDatagrams", "NoPorts", "OutDatagrams");
            case IP -> List.of("InReceives", "OutRequests");
            default -> List.of();
        };
    }
}
