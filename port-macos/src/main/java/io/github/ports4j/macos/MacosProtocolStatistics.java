package io.github.ports4j.macos;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.macos.libsystem.Sysctl;
import io.github.ports4j.macos.process.ProcessReader;
import io.github.ports4j.macos.statistics.CounterTable;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ProtocolCountersBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statistics of protocols by the sysctls net.inet.tcp.stats and its like. */
final class MacosProtocolStatistics implements ProtocolStatistics {
    private final HostClock clock;

    /** With this clock for the time of a reading; touches nothing native. */
    MacosProtocolStatistics(HostClock clock) {
        this.clock = clock;
    }

    @Override
    public ProtocolCounters read(StatisticsProtocol protocol) {
        CounterTable table = CounterTable.of(protocol)
                .orElseThrow(() -> new UnsupportedFeatureException(
                        "there is no routine that reads statistics of " + protocol + " on macOS"));
        return read(table)
                .orElseThrow(() -> new UnsupportedFeatureException(
                        "macOS tells statistics of " + protocol + " to root alone: it answers zeros to others"));
    }

    @Override
    public List<ProtocolCounters> all() {
        List<ProtocolCounters> all = new ArrayList<>();
        CounterTable.ALL.forEach(table -> read(table).ifPresent(all::add));
        return List.copyOf(all);
    }

    private Optional<ProtocolCounters> read(CounterTable table) {
        ProtocolCountersBuilder answer = new ProtocolCountersBuilder(table.protocol(), table.bits(), clock);
        try (Sysctl sysctl = new Sysctl();
                ProcessReader processes = new ProcessReader()) {
            ByteBuffer bytes = sysctl.byName(table.sysctl()).bytes();
            return table.decode(bytes, bytes.limit(), processes.callerIsRoot()).map(values -> {
                values.forEach(answer::counter);
                return answer.build();
            });
        }
    }
}
