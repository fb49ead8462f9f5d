package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.HostScan;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortSet;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine over a network in memory: what it finds, how often it tries, how fast. */
@Tag("long")
class ScanPassesTest {
    private static final String HOST = "192.0.2.1";
    private static final TransportProtocol TCP = TransportProtocol.TCP;

    private static final PortSet OPEN = PortSet.of(22, 80, 443, 8080, 50000);

    private static ScanReason mostlyClosed(int port) {
        return OPEN.contains(port) ? ScanReason.CONNECTED : ScanReason.REFUSED;
    }

    private static ScanReason mostlyFiltered(int port) {
        return OPEN.contains(port)
                ? ScanReason.CONNECTED
                : port >= 20_000 && port < 21_000 ? ScanReason.REFUSED : ScanReason.NO_ANSWER;
    }

    private static ScanReport scan(SimulatedNetwork network, ScanRequest request) {
        return new ConnectScanner(network).scan(request);
    }

    private static ScanRequest all(String... hosts) {
        return ScanRequest.of(hosts).tcp(PortRange.of(1, 65535));
    }

    private static boolean isExact(HostScan host, IntFunction<ScanReason> truth) {
        return host.results()
                .allMatch(result -> result.state()
                        == truth.apply(result.address().getPort()).state());
    }

    private static SimulatedNetwork lossy(long seed, double loss) {
        SimulatedNetwork network = new SimulatedNetwork(seed);
        network.host(HOST, ScanPassesTest::mostlyClosed)
                .roundTrip(Duration.ofMillis(20))
                .losing(loss);
        return network;
    }

    @Test
    void closedAndOpenAreTriedOnceEach() {
        SimulatedNetwork network = lossy(1, 0);

        ScanReport report = scan(network, all(HOST));

        assertThat(report.complete()).isTrue();
        assertThat(report.hosts().get(0).ports(TCP, ScanState.OPEN)).isEqualTo(OPEN);
        assertThat(report.count(ScanState.CLOSED)).isEqualTo(65_530);
        assertThat(report.probes()).isEqualTo(65_535);
        assertThat(network.attempts())
                .hasSize(65_535)
                .allSatisfy((port, times) -> assertThat(times).isEqualTo(1));
        assertThat(network.openDescriptors()).isZero();
    }

    @Test
    void filteredPortsAreTriedThreeTimesAndNoMore() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyFiltered);

        ScanReport report = scan(network, all(HOST));

        assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyFiltered))
                .isTrue();
        assertThat(report.reasons())
                .containsEntry(ScanReason.NO_ANSWER, 64_530L)
                .containsEntry(ScanReason.REFUSED, 1_000L);
        assertThat(network.attempts().get(HOST + ":21000")).isEqualTo(3);
        assertThat(report.probes()).isEqualTo(1_005 + 3 * 64_530);
        assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void anAbsentHostIsFiltered() {
        SimulatedNetwork network = new SimulatedNetwork(1);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(22, 80).timeout(Duration.ofMillis(500)));

        assertThat(report.count(ScanState.FILTERED)).isEqualTo(2);
        assertThat(report.complete()).isTrue();
        assertThat(network.elapsed()).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_700));
    }

    /** Two per cent of the answers are lost at each attempt. */
    @Test
    void isExactAtOnePerCentLossInEachDirection() {
        for (long seed = 1; seed <= 20; seed++) {
            ScanReport report = scan(lossy(seed, 0.01), all(HOST));
            assertThat(report.count(ScanState.FILTERED)).as("seed %d", seed).isZero();
            assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyClosed))
                    .isTrue();
        }
    }

    @Test
    void isExactAtFivePerCentLossInFortyNineOfFifty() {
        int exact = 0;
        for (long seed = 1; seed <= 50; seed++) {
            ScanReport report = scan(lossy(seed, 0.05), all(HOST));
            exact += isExact(report.hosts().get(0), ScanPassesTest::mostlyClosed) ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(49);
    }

    /** A host is not tried for longer because another one loses. */
    @Test
    void silentHostsAreNotHeldUpByALossyOne() {
        SimulatedNetwork network = lossy(3, 0.05);

        ScanReport report = scan(network, ScanRequest.of(HOST, "192.0.2.9").tcp(PortRange.of(1, 20_000)));

        assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyClosed)).isTrue();
        assertThat(report.hosts().get(1).count(ScanState.FILTERED)).isEqualTo(20_000);
        assertThat(network.attempts().get("192.0.2.9:7")).isEqualTo(3);
    }

    @Test
    void aSlowHostIsWaitedForLongerThanAFastOne() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyClosed).roundTrip(Duration.ofMillis(450));
        network.host("192.0.2.2", ScanPassesTest::mostlyFiltered).roundTrip(Duration.ofMillis(1));

        ScanReport report = scan(network, ScanRequest.of(HOST, "192.0.2.2").tcp(PortRange.of(1, 3_000)));

        assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyClosed)).isTrue();
        assertThat(isExact(report.hosts().get(1), ScanPassesTest::mostlyFiltered))
                .isTrue();
        assertThat(network.attempts().get(HOST + ":7")).isEqualTo(1);
    }

    /** A narrow line drops what is too much at once; the retries are fewer at once. */
    @Test
    void isExactOverALineThatDropsWhatIsTooMuch() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyClosed)
                .roundTrip(Duration.ofMillis(30))
                .queueOf(600);

        ScanReport report = scan(network, all(HOST));

        assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyClosed)).isTrue();
    }

    @Test
    void theCeilingAndTheNumberOfRetriesHold() {
        SimulatedNetwork network = new SimulatedNetwork(1);

        ScanReport report =
                scan(network, ScanRequest.of(HOST).tcp(80).retries(0).timeout(Duration.ofMillis(40)));

        assertThat(report.count(ScanState.FILTERED)).isEqualTo(1);
        assertThat(report.probes()).isEqualTo(1);
        assertThat(network.elapsed()).isBetween(Duration.ofMillis(40), Duration.ofMillis(50));
    }

    @Test
    void noMoreAreUnderWayThanAsked() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.descriptors(10); // an eleventh would be refused, and so counted as an attempt that was not made

        ScanReport report =
                scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 100)).inFlight(10));

        assertThat(report.reasons()).containsOnlyKeys(ScanReason.NO_ANSWER);
    }

    @Test
    void theRateHoldsOverEachSecond() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyFiltered);

        scan(network, ScanRequest.of(HOST).tcp(PortRange.of(19_000, 22_000)).rate(500));

        List<Long> times = network.times();
        for (int i = 0; i < times.size(); i += 100) {
            long first = times.get(i);
            long within = times.stream()
                    .filter(time -> time >= first && time < first + 1_000_000_000L)
                    .count();
            assertThat(within).isLessThanOrEqualTo(525);
            if (i < 2_500) { // the first pass is not over
                assertThat(within).isGreaterThanOrEqualTo(475);
            }
        }
    }

    @Test
    void whatFindsNoDescriptorIsTriedAgainWithFewerAtOnce() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyFiltered);
        network.descriptors(37);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(19_000, 21_999)));

        assertThat(isExact(report.hosts().get(0), ScanPassesTest::mostlyFiltered))
                .isTrue();
        assertThat(report.complete()).isTrue();
    }

    @Test
    void withoutAnyDescriptorNothingIsSaidOfThePorts() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyClosed);
        network.descriptors(0);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 1_000)));

        assertThat(report.reasons()).containsOnlyKeys(ScanReason.NO_DESCRIPTOR);
        assertThat(report.complete()).isFalse();
        assertThat(report.probes()).isZero();
    }

    /** The shortage begins when many probes wait for room at their host, and lasts longer than anybody has patience. */
    @Test
    @Timeout(60)
    void aLongShortageInTheMiddleOfAScanIsOutlived() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        int[] made = {0};
        network.host(HOST, port -> {
            made[0]++;
            if (made[0] == 300) { // 256 are under way, and the others wait for room
                network.descriptors(0);
            }
            return ScanReason.NO_ANSWER;
        });
        network.descriptorsComeBackAfter(Duration.ofSeconds(3), 20_000);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 3_000)));

        assertThat(report.complete()).isTrue();
        assertThat(report.count(ScanState.FILTERED)).isEqualTo(3_000);
        assertThat(network.attempts())
                .hasSize(3_000)
                .allSatisfy((port, times) -> assertThat(times).isGreaterThanOrEqualTo(3));
    }

    /** Something near resets most ports, and what is behind it takes its time. */
    @Test
    void whatAnswersLateBehindSomethingThatAnswersSoonIsHeard() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, port -> port % 10 == 0 ? ScanReason.CONNECTED : ScanReason.REFUSED)
                .roundTrip(Duration.ofMillis(1))
                .connectingAfter(Duration.ofMillis(700));

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 20_000)));

        assertThat(report.count(ScanState.OPEN)).isEqualTo(2_000);
    }

    /**
     * What began within one tick is repeated at once, and what is too much of that is dropped: so as many begin in a tick as the line
     * takes. The answer is not taken for one that took a second, or all that is silent would be waited for as long.
     */
    @Test
    void whatIsToldOnlyWhenTheSystemRepeatsItIsHeard() {
        for (long seed = 1; seed <= 2; seed++) {
            SimulatedNetwork network = new SimulatedNetwork(seed);
            network.host(HOST, port -> port >= 61_001 && port <= 61_004 ? ScanReason.REFUSED : mostlyFiltered(port))
                    .toldLate(port -> port >= 61_001, 1_000);
            network.lateErrors(Duration.ofMillis(1_200));

            ScanReport report = scan(network, all(HOST).seed(seed));

            assertThat(report.hosts().get(0).ports(TCP, ScanState.CLOSED))
                    .as("seed %d", seed)
                    .isEqualTo(PortSet.parse("20000-20999,61001-61004"));
            assertThat(network.attempts().get(HOST + ":7")).isEqualTo(5);
            assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(40));
        }
    }

    /** A server that resets at once may be sooner than the look; each further attempt counts, and obeys the rate. */
    @Test
    void whatMayHaveBeenAResetIsTriedAgainAtOnce() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.withoutTellingResets();
        int[] calls = {0};
        network.host(HOST, port -> port % 2 == 0 || calls[0]++ % 4 == 3 ? ScanReason.RESET : ScanReason.NETWORK_ERROR);

        ScanReport report =
                scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 40)).rate(50));

        assertThat(report.count(ScanState.OPEN)).isEqualTo(40);
        assertThat(report.probes()).isEqualTo(network.times().size()).isEqualTo(20 + 20 * 4);
        assertThat(network.elapsed()).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_100));
    }

    @Test
    void errorsOfTheWayStayThat() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.withoutTellingResets();
        network.host(HOST, port -> ScanReason.NETWORK_ERROR)
                .roundTrip(Duration.ofMillis(50)); // far, which nobody knows

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 400)));

        assertThat(report.reasons()).containsExactly(java.util.Map.entry(ScanReason.NETWORK_ERROR, 400L));
        assertThat(report.probes()).isEqualTo(2 * 400 + 16 * 32);
    }

    @Test
    void withoutARouteNothingIsSaidOfThePorts() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, port -> ScanReason.NO_ROUTE);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 1_000)));

        assertThat(report.reasons()).containsExactly(java.util.Map.entry(ScanReason.NO_ROUTE, 1_000L));
        assertThat(report.complete()).isFalse();
    }

    /** An error of a router may pass. */
    @Test
    void anUnreachableHostIsTriedAgain() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        int[] calls = {0};
        network.host(HOST, port -> calls[0]++ == 0 ? ScanReason.HOST_UNREACHABLE : ScanReason.CONNECTED);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(80));

        assertThat(report.count(ScanState.OPEN)).isEqualTo(1);
    }

    /** What came back once says more than silence later. */
    @Test
    void whatWasSaidOnceIsNotForgotten() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        int[] calls = {0};
        network.host(HOST, port -> calls[0]++ == 0 ? ScanReason.NETWORK_UNREACHABLE : ScanReason.NO_ANSWER);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(80));

        assertThat(report.reasons()).containsOnlyKeys(ScanReason.NETWORK_UNREACHABLE);
        assertThat(report.probes()).isEqualTo(3);
    }

    /** Two attempts of one scan that meet each other are both connected, and nobody is there the next time. */
    @Test
    void anOpenPortOfThisHostThatMayBeAnotherAttemptIsTriedTwice() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        int[] calls = {0};
        network.host("127.0.0.1", port -> port == 40_001 && calls[0]++ > 0 ? ScanReason.REFUSED : ScanReason.CONNECTED);

        ScanReport report = scan(network, ScanRequest.of("127.0.0.1").tcp(80, 40_000, 40_001));

        assertThat(report.hosts().get(0).ports(TCP, ScanState.OPEN)).isEqualTo(PortSet.of(80, 40_000));
        assertThat(report.hosts().get(0).ports(TCP, ScanState.CLOSED)).isEqualTo(PortSet.of(40_001));
        assertThat(network.attempts())
                .containsEntry("127.0.0.1:80", 1)
                .containsEntry("127.0.0.1:40000", 2)
                .containsEntry("127.0.0.1:40001", 2);
    }

    /** Twice is believed: who rejects sends only so much ICMP, and other ports may need it. */
    @Test
    void aHostThatStaysUnreachableIsTriedTwice() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, port -> port <= 3 ? ScanReason.HOST_UNREACHABLE : ScanReason.NO_ANSWER);

        ScanReport report = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(1, 6)));

        assertThat(report.hosts().get(0).ports(TCP, ScanReason.HOST_UNREACHABLE))
                .isEqualTo(PortSet.of(1, 2, 3));
        assertThat(network.attempts().get(HOST + ":2")).isEqualTo(2);
        assertThat(network.attempts().get(HOST + ":5")).isEqualTo(3);
    }

    @Test
    void shardsShareThePortsWithoutOneTwice() {
        SimulatedNetwork network = lossy(1, 0);
        ScanRequest request = ScanRequest.of(HOST, "192.0.2.7").tcp(PortRange.of(1, 999));
        network.host("192.0.2.7", ScanPassesTest::mostlyClosed);

        List<ScanReport> parts = IntStream.range(0, 8)
                .mapToObj(shard -> scan(network, request.shard(shard, 8)))
                .toList();

        assertThat(network.attempts())
                .hasSize(2 * 999)
                .allSatisfy((port, times) -> assertThat(times).isEqualTo(1));
        assertThat(parts).noneMatch(ScanReport::complete);
        ScanReport merged = ScanReport.merge(parts);
        assertThat(merged.complete()).isTrue();
        ScanReport whole = scan(network, request);
        assertThat(merged.results().toList()).isEqualTo(whole.results().toList());
        assertThat(merged.probes()).isEqualTo(whole.probes());
    }

    @Test
    void listenersHearEachPortOnceAndProgressNeverGoesBack() {
        SimulatedNetwork network = new SimulatedNetwork(1).held();
        network.host(HOST, ScanPassesTest::mostlyFiltered);
        List<ScanResult> results = new ArrayList<>();
        List<ScanResult> late = new ArrayList<>();
        List<ScanProgress> progress = new ArrayList<>();

        try (Scan scan = new ConnectScanner(network)
                .start(ScanRequest.of(HOST).tcp(PortRange.of(19_000, 22_000)).rate(1_000))) {
            scan.onResult(results::add).onProgress(progress::add);
            network.release();
            ScanReport report = scan.await();
            scan.onResult(late::add);

            assertThat(results).hasSize(3_001).doesNotHaveDuplicates();
            assertThat(late).containsExactlyInAnyOrderElementsOf(results);
            assertThat(report.results()).containsExactlyInAnyOrderElementsOf(results);
        }
        for (int i = 1; i < progress.size(); i++) {
            assertThat(progress.get(i).done())
                    .isGreaterThanOrEqualTo(progress.get(i - 1).done());
            assertThat(progress.get(i).probes())
                    .isGreaterThanOrEqualTo(progress.get(i - 1).probes());
        }
        ScanProgress last = progress.get(progress.size() - 1);
        assertThat(last.done()).isEqualTo(3_001);
        assertThat(last.total()).isEqualTo(3_001);
        assertThat(progress).hasSizeGreaterThan(10);
    }

    /** A part of the hosts must not pass for all of them, least of all to a scan that goes on from there. */
    @Test
    void aScanThatIsCancelledBeforeAllHostsAreKnownBeginsAnew() throws InterruptedException {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyClosed);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        network.name("a.example", HOST, asked, opened);
        ScanRequest request =
                ScanRequest.of("192.0.2.7", "a.example", "10.0.0.0/12").tcp(80);
        ConnectScanner scanner = new ConnectScanner(network);

        ScanReport cancelled;
        try (Scan scan = scanner.start(request)) {
            asked.await();
            scan.cancel(); // before the block of addresses behind the name is laid out
            opened.countDown();
            cancelled = scan.await();
        }

        assertThat(cancelled.hosts()).isEmpty();
        assertThat(cancelled.complete()).isFalse();
        assertThat(network.times()).isEmpty();
        try (Scan scan = scanner.resume(cancelled)) {
            scan.cancel();
            assertThat(scan.await().hosts()).isEmpty();
        }
        ScanReport known =
                scan(network, ScanRequest.of("192.0.2.7", "a.example").tcp(80));
        assertThat(known.hosts()).hasSize(2);
        assertThat(known.complete()).isTrue();
    }

    @Test
    void aCancelledScanThatGoesOnFromAReportKeepsWhatThatKnew() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        network.host(HOST, ScanPassesTest::mostlyFiltered);
        ScanReport earlier = scan(network, ScanRequest.of(HOST).tcp(PortRange.of(20_000, 20_100)));
        network.held();

        try (Scan scan = new ConnectScanner(network).resume(earlier)) {
            scan.cancel();
            network.release();
            assertThat(scan.await().count(ScanState.CLOSED)).isEqualTo(101);
        }
    }

    @Test
    void aCancelledScanSaysNothingOfPortsThatItHadNotEndedWith() {
        SimulatedNetwork network = new SimulatedNetwork(1).held();
        network.host(HOST, ScanPassesTest::mostlyFiltered);
        Set<ScanResult> heard = new HashSet<>();

        ScanReport report;
        try (Scan scan = new ConnectScanner(network).start(all(HOST))) {
            scan.onResult(result -> {
                heard.add(result);
                if (heard.size() == 300) {
                    scan.cancel();
                }
            });
            network.release();
            report = scan.await();
        }

        assertThat(report.complete()).isFalse();
        assertThat(report.count(ScanState.FILTERED)).isZero();
        assertThat(report.count(ScanState.UNTRIED)).isGreaterThan(60_000);
        assertThat(report.results().filter(result -> result.state() != ScanState.UNTRIED))
                .containsExactlyInAnyOrderElementsOf(heard)
                .allSatisfy(result -> assertThat(result.state())
                        .isEqualTo(mostlyFiltered(result.address().getPort()).state()));
        assertThat(network.openDescriptors()).isZero();
    }

    @Test
    void aCancelledScanIsGoneOnWithFromItsWrittenReport() throws IOException {
        SimulatedNetwork network = lossy(1, 0).held();
        ScanReport part;
        try (Scan scan = new ConnectScanner(network).start(all(HOST).shard(1, 3))) {
            scan.onResult(result -> scan.cancel());
            network.release();
            part = scan.await();
        }
        long known = part.count(ScanState.OPEN) + part.count(ScanState.CLOSED);
        StringBuilder text = new StringBuilder();
        part.write(text);

        ScanReport rest;
        try (Scan scan = new ConnectScanner(network).resume(ScanReport.read(new StringReader(text.toString())))) {
            rest = scan.await();
            assertThat(scan.progress().done()).isEqualTo(21_845);
        }

        assertThat(known).isBetween(1L, 21_000L);
        assertThat(rest.count(ScanState.UNTRIED)).isZero();
        assertThat(isExact(rest.hosts().get(0), ScanPassesTest::mostlyClosed)).isTrue();
        assertThat(rest.results().count()).isEqualTo(21_845);
        assertThat(rest.shards()).containsExactly(1);
    }

    /** Whether it listens before or after the earlier results are taken over. */
    @Test
    void whoListensToAResumedScanHearsEachPortOnce() {
        SimulatedNetwork network = lossy(1, 0).held();
        ScanReport part;
        try (Scan scan = new ConnectScanner(network).start(all(HOST))) {
            scan.onResult(result -> scan.cancel());
            network.release();
            part = scan.await();
        }
        List<ScanResult> heard = new ArrayList<>();

        ScanReport rest;
        try (Scan scan = new ConnectScanner(network.held()).resume(part)) {
            scan.onResult(heard::add);
            network.release();
            rest = scan.await();
        }

        assertThat(heard).containsExactlyInAnyOrderElementsOf(rest.results().toList());
    }

    @Test
    void whatAListenerThrowsEndsTheScan() {
        SimulatedNetwork network = lossy(1, 0).held();
        try (Scan scan = new ConnectScanner(network).start(all(HOST))) {
            scan.onResult(result -> {
                throw new IllegalArgumentException("not this one");
            });

            network.release();
            assertThatThrownBy(scan::await)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not this one");
            assertThat(scan.isDone()).isTrue();
        }
        assertThat(network.openDescriptors()).isZero();
    }

    @Test
    void manyHostsShareTheAttempts() {
        SimulatedNetwork network = new SimulatedNetwork(1);
        String[] hosts = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> "198.51.100." + i)
                .peek(address -> network.host(address, port -> port > 900 ? ScanReason.NO_ANSWER : mostlyClosed(port)))
                .toArray(String[]::new);

        ScanReport report = scan(network, ScanRequest.of(hosts).tcp(PortRange.of(1, 1_000)));

        assertThat(report.count(ScanState.OPEN)).isEqualTo(150);
        assertThat(report.count(ScanState.CLOSED)).isEqualTo(50 * 897);
        assertThat(report.count(ScanState.FILTERED)).isEqualTo(5_000);
        assertThat(network.elapsed()).isLessThan(Duration.ofSeconds(3));
    }
}
