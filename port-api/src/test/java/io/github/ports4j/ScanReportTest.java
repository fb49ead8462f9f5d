package io.github.ports4j;

import static io.github.ports4j.ScanSamples.address;
import static io.github.ports4j.ScanSamples.every;
import static io.github.ports4j.ScanSamples.shard;
import static io.github.ports4j.ScanSamples.text;
import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScanReportTest {
    private static final ScanRequest REQUEST =
            ScanRequest.of("db").tcp(PortRange.of(20, 29)).udp(53);

    private static ScanTableBuilder table() {
        ScanTableBuilder table = new ScanTableBuilder(REQUEST);
        table.host(address("192.0.2.7"), Optional.of("db"));
        IntStream.range(0, 10).forEach(place -> table.set(0, TCP, place, ScanReason.REFUSED));
        table.set(0, UDP, 0, ScanReason.SILENT);
        return table;
    }

    private static ScanReport report(ScanTableBuilder table) {
        return table.lastReport(12, Duration.ofMillis(87));
    }

    private static ScanResult result(String host, int port, ScanReason reason) {
        return ScanTableBuilder.result(TCP, new InetSocketAddress(address(host), port), reason, Duration.ZERO);
    }

    @Test
    void tellsEachPortOnceInOrder() {
        ScanTableBuilder table = table();
        table.set(0, TCP, 2, ScanReason.CONNECTED);
        table.latency(0, TCP, 2, 120_000);
        table.set(0, TCP, 5, ScanReason.NO_ANSWER);
        ScanReport report = report(table);
        HostScan host = report.hosts().get(0);

        assertThat(host.address()).isEqualTo(address("192.0.2.7"));
        assertThat(host.name()).contains("db");
        assertThat(host.ports(TCP, ScanState.OPEN)).hasToString("22");
        assertThat(host.ports(TCP, ScanState.CLOSED)).hasToString("20-21,23-24,26-29");
        assertThat(host.ports(TCP, ScanState.FILTERED)).hasToString("25");
        assertThat(host.ports(TCP, ScanState.UNTRIED)).isEqualTo(PortSet.empty());
        assertThat(host.ports(TCP, ScanReason.NO_ANSWER)).hasToString("25");
        assertThat(host.ports(UDP, ScanState.OPEN_OR_FILTERED)).hasToString("53");
        assertThat(report.results().map(ScanResult::port))
                .containsExactlyElementsOf(Stream.concat(
                                IntStream.rangeClosed(20, 29).mapToObj(TransportPort::tcp),
                                Stream.of(TransportPort.udp(53)))
                        .toList());
        assertThat(report.open()).containsExactly(result("192.0.2.7", 22, ScanReason.CONNECTED));
        assertThat(report.open().get(0).latency()).contains(Duration.ofNanos(120_000));
        assertThat(report.open()).hasToString("[192.0.2.7:22/tcp OPEN (it took the connection, 0.1 ms)]");
        assertThat(host.result(TransportPort.tcp(25)).orElseThrow())
                .hasToString("192.0.2.7:25/tcp FILTERED (no answer)")
                .extracting(ScanResult::latency)
                .isEqualTo(Optional.empty());
        assertThat(host.result(TransportPort.tcp(30))).isEmpty();
        assertThat(host.result(TransportPort.udp(22))).isEmpty();
        assertThat(report.count(ScanState.CLOSED)).isEqualTo(8);
        assertThat(report.reasons())
                .containsOnly(
                        entry(ScanReason.CONNECTED, 1L),
                        entry(ScanReason.REFUSED, 8L),
                        entry(ScanReason.NO_ANSWER, 1L),
                        entry(ScanReason.SILENT, 1L));
        assertThat(report.probes()).isEqualTo(12);
        assertThat(report.elapsed()).isEqualTo(Duration.ofMillis(87));
        assertThat(report)
                .hasToString("11 ports of 1 address: OPEN [192.0.2.7:22/tcp], CLOSED 8, FILTERED 1, OPEN_OR_FILTERED 1;"
                        + " complete");
        assertThat(host)
                .hasToString(
                        "db (192.0.2.7): tcp OPEN 22 CLOSED 20-21,23-24,26-29 FILTERED 25 udp OPEN_OR_FILTERED 53");
    }

    @Test
    void rangesEndWhereTheRequestHasAGap() {
        ScanRequest request = ScanRequest.of("192.0.2.7").tcp(1, 2, 4, 5, 65_535);
        ScanTableBuilder table = new ScanTableBuilder(request);
        table.host(address("192.0.2.7"), Optional.empty());
        IntStream.range(0, 5).forEach(place -> table.set(0, TCP, place, ScanReason.REFUSED));

        assertThat(report(table).hosts().get(0).ports(TCP, ScanState.CLOSED)).isEqualTo(request.ports(TCP));
    }

    @Test
    void everyReasonHasItsStateAndComesBackByIt() {
        ScanReason[] reasons = ScanReason.values();
        ScanTableBuilder table =
                new ScanTableBuilder(ScanRequest.of("192.0.2.7").tcp(PortRange.of(1, reasons.length)));
        table.host(address("192.0.2.7"), Optional.empty());
        for (int i = 0; i < reasons.length; i++) {
            table.set(0, TCP, i, reasons[i]);
            assertThat(table.reason(0, TCP, i)).contains(reasons[i]);
        }
        HostScan host = report(table).hosts().get(0);

        for (int i = 0; i < reasons.length; i++) {
            assertThat(host.ports(TCP, reasons[i])).isEqualTo(PortSet.of(i + 1));
            assertThat(host.ports(TCP, reasons[i].state()).contains(i + 1)).isTrue();
        }
        assertThat(Stream.of(ScanState.values()).mapToLong(host::count).sum()).isEqualTo(reasons.length);
    }

    @Test
    void isCompleteOnlyIfNothingIsMissing() {
        assertThat(report(table()).complete()).isTrue();

        for (ScanReason reason : EnumSet.allOf(ScanReason.class)) {
            ScanTableBuilder one = table();
            one.set(0, TCP, 3, reason);
            assertThat(report(one).complete()).as("%s", reason).isEqualTo(reason.state() != ScanState.UNTRIED);
        }
        ScanTableBuilder unresolved = table();
        unresolved.unresolved("gone", "no such host");
        assertThat(report(unresolved).complete())
                .as("a name without an address")
                .isFalse();
        assertThat(report(unresolved)).asString().endsWith(", unresolved [gone]; not complete");
        ScanTableBuilder twoHosts = table();
        twoHosts.host(address("192.0.2.8"), Optional.of("db"));
        assertThat(report(twoHosts).complete()).as("cells that were never set").isFalse();
        assertThat(report(new ScanTableBuilder(REQUEST)).complete())
                .as("no host yet")
                .isFalse();
        assertThat(shard(0, 2, every(2, 0)).complete()).as("a shard").isFalse();
        assertThat(shard(0, 1, every(1, 0)).complete()).as("the only shard").isTrue();
    }

    @Test
    void reportOfNowStaysAsItIs() {
        ScanTableBuilder table = table();
        table.set(0, TCP, 0, ScanReason.CONNECTED);
        table.latency(0, TCP, 0, 5);
        ScanReport before = table.report(1, Duration.ZERO);
        table.set(0, TCP, 1, ScanReason.CONNECTED);
        table.latency(0, TCP, 1, 5);
        table.latency(0, TCP, 0, 7);
        table.unresolved("gone", "?");

        assertThat(before.count(ScanState.OPEN)).isEqualTo(1);
        assertThat(before.open().get(0).latency()).contains(Duration.ofNanos(5));
        assertThat(before.unresolved()).isEmpty();
        assertThat(table.report(1, Duration.ZERO).open()).hasSize(2);
    }

    @Test
    void takesOverWhatAnEarlierReportKnows() {
        ScanTableBuilder earlier = table();
        earlier.set(0, TCP, 2, ScanReason.CONNECTED);
        earlier.latency(0, TCP, 2, 99);
        earlier.set(0, TCP, 3, ScanReason.PENDING);
        ScanReport known = report(earlier);
        ScanTableBuilder next = new ScanTableBuilder(REQUEST);
        next.host(address("192.0.2.7"), Optional.of("db"));
        next.continueFrom(0, known.hosts().get(0));

        assertThat(text(next.lastReport(12, Duration.ofMillis(87)))).isEqualTo(text(known));
    }

    @Test
    void shardsMergeToTheWholeInAnyOrder() {
        List<ScanReport> shards = new ArrayList<>(
                IntStream.range(0, 8).mapToObj(i -> shard(i, 8, every(8, i))).toList());
        ScanReport whole = shard(0, 1, every(1, 0));
        ScanReport merged = ScanReport.merge(shards);

        assertThat(merged.complete()).isTrue();
        assertThat(merged.results()).containsExactlyElementsOf(whole.results().toList());
        assertThat(merged.shards()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(merged.probes()).isEqualTo(100);
        assertThat(merged.elapsed()).isEqualTo(Duration.ofMillis(80));
        assertThat(merged.open().get(0).latency()).isPresent();
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(shards, random);
            ScanReport half = ScanReport.merge(shards.subList(0, 4));
            assertThat(half.complete()).isFalse();
            assertThat(half.shards()).hasSize(4);
            ScanReport rest = ScanReport.merge(shards.subList(4, 8));
            assertThat(text(ScanReport.merge(List.of(half, rest)))).isEqualTo(text(merged));
        }
        assertThat(text(shards.get(0)))
                .as("merging changes none")
                .isEqualTo(text(ScanSamples.read(text(shards.get(0)))));
    }

    @Test
    void oneReportMergesToItself() {
        assertThat(text(ScanReport.merge(List.of(ScanSamples.varied())))).isEqualTo(text(ScanSamples.varied()));
    }

    @Test
    void missingShardLeavesItIncomplete() {
        ScanReport merged = ScanReport.merge(List.of(shard(2, 3, every(3, 2)), shard(0, 3, every(3, 0))));

        assertThat(merged.complete()).isFalse();
        assertThat(merged.shards()).containsExactly(0, 2);
        assertThat(merged.request().shard()).isZero();
        assertThat(merged.hosts().get(0).result(TransportPort.tcp(1))).isEmpty();
        assertThat(merged.results()).hasSize(2 * (33 + 33));
    }

    @Test
    void refusesToMergeWhatIsNotOfOneScan() {
        ScanReport one = shard(0, 2, every(2, 0));
        List<ScanReport> others = List.of(
                shard(0, 2, every(2, 0)),
                shard(1, 3, every(2, 1)),
                shard(1, 2, 2), // a port of the other shard
                shard(ScanSamples.request().seed(2).shard(1, 2), List.of("192.0.2.7", "192.0.2.8"), every(2, 1)),
                shard(ScanSamples.request().tcp(101).shard(1, 2), List.of("192.0.2.7", "192.0.2.8"), every(2, 1)),
                shard(ScanSamples.request().udp(1).shard(1, 2), List.of("192.0.2.7", "192.0.2.8"), every(2, 1)),
                shard(
                        ScanRequest.of("192.0.2.7", "x")
                                .tcp(PortRange.of(1, 100))
                                .shard(1, 2),
                        List.of("192.0.2.7", "192.0.2.8"),
                        every(2, 1)),
                shard(ScanSamples.request().shard(1, 2), List.of("192.0.2.7", "192.0.2.9"), every(2, 1)),
                shard(ScanSamples.request().shard(1, 2), List.of("192.0.2.8", "192.0.2.7"), every(2, 1)),
                shard(ScanSamples.request().shard(1, 2), List.of("192.0.2.7"), every(2, 1)));

        for (ScanReport other : others) {
            assertThatIllegalArgumentException().isThrownBy(() -> ScanReport.merge(List.of(one, other)));
            assertThatIllegalArgumentException().isThrownBy(() -> ScanReport.merge(List.of(other, one)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ScanReport.merge(List.of()));
    }

    @Test
    void addressesOfDifferentLinksAreDifferent() {
        ScanRequest request = ScanRequest.of("router").tcp(10, 11);
        ScanReport one = shard(request.shard(0, 2), List.of("fe80::1%2"), 10);
        ScanReport other = shard(request.shard(1, 2), List.of("fe80::1%3"), 11);

        assertThatIllegalArgumentException().isThrownBy(() -> ScanReport.merge(List.of(one, other)));
        assertThat(result("fe80::1%2", 10, ScanReason.CONNECTED))
                .isNotEqualTo(result("fe80::1%3", 10, ScanReason.CONNECTED))
                .isEqualTo(result("fe80::1%2", 10, ScanReason.CONNECTED));
    }

    @Test
    void resultsAreEqualWhateverTheirLatency() {
        ScanResult quick = result("192.0.2.7", 22, ScanReason.CONNECTED);
        ScanResult slow = ScanTableBuilder.result(
                TCP, new InetSocketAddress(address("192.0.2.7"), 22), ScanReason.CONNECTED, Duration.ofSeconds(1));

        assertThat(slow).isEqualTo(quick).hasSameHashCodeAs(quick);
        assertThat(Set.of(quick))
                .doesNotContain(
                        result("192.0.2.7", 22, ScanReason.RESET),
                        result("192.0.2.7", 23, ScanReason.CONNECTED),
                        result("192.0.2.8", 22, ScanReason.CONNECTED),
                        ScanTableBuilder.result(
                                UDP,
                                new InetSocketAddress(address("192.0.2.7"), 22),
                                ScanReason.CONNECTED,
                                Duration.ZERO));
    }

    @Test
    void everythingPrintsAsOneHarmlessLine() {
        ScanReport report = ScanSamples.varied();
        List<String> printed =
                new ArrayList<>(List.of(report.toString(), report.request().toString()));
        report.hosts().forEach(host -> printed.add(host.toString()));
        report.results().forEach(result -> printed.add(result.toString()));
        printed.addAll(report.unresolved().values());
        printed.add(ScanTableBuilder.progress(1, 2, 1, 3, Duration.ofMillis(4)).toString());

        assertThat(printed).allSatisfy(line -> assertThat(line).isNotEmpty().isEqualTo(Printable.of(line)));
        assertThat(report.unresolved()).containsOnly(entry("gone", "no such\\u000ahost  \\u001b[31m, it seems "));
    }

    @Test
    void timeThatIsLeftIsToldOnceThereIsARate() {
        assertThat(ScanTableBuilder.progress(0, 0, 0, 0, Duration.ofSeconds(1)).remaining())
                .isEmpty();
        assertThat(ScanTableBuilder.progress(0, 10, 0, 3, Duration.ofSeconds(1)).remaining())
                .isEmpty();
        assertThat(ScanTableBuilder.progress(1, 4, 0, 3, Duration.ofSeconds(2)).remaining())
                .contains(Duration.ofSeconds(6));
        assertThat(ScanTableBuilder.progress(4, 4, 0, 9, Duration.ofSeconds(2)).remaining())
                .contains(Duration.ZERO);
        assertThat(ScanTableBuilder.progress(1, 1 << 30, 0, 1, Duration.ofDays(365))
                        .remaining())
                .isPresent(); // more than a Duration of nanoseconds can be
        assertThat(ScanTableBuilder.progress(3, 10, 1, 5, Duration.ofMillis(87)))
                .hasToString("3 of 10 ports, 1 open, 5 probes in 87 ms");
    }
}
