package io.github.ports4j.testkit.contract;

import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ports4j.HostScan;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.Owner;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortScanner;
import io.github.ports4j.PortSet;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a scan must find out about this host itself, and how it must behave meanwhile, over the provider under test. */
public abstract class PortScannerContract extends SceneContract {
    private static final String FOUR = "127.0.0.1";
    private static final String SIX = "::1";

    /** A label is 63 characters at most, so that this is no host's name, and no resolver asks another host about it. */
    private static final String NOBODY = "a".repeat(64);

    /** At this rate, in attempts per second, {@link #manyFreePorts} take 6 seconds, which no test waits for. */
    private static final int SLOW = 10;

    private static final int FAST = 200;

    /** For subclasses. */
    protected PortScannerContract() {}

    /** The request as the engine under test is to have it. */
    protected ScanRequest tuned(ScanRequest request) {
        return request;
    }

    private PortScanner scanner() {
        return ports().scanner();
    }

    private ScanRequest request(String... hosts) {
        return tuned(ScanRequest.of(hosts).timeout(Duration.ofMillis(500)));
    }

    private ScanReport scan(ScanRequest request) {
        ScanReport report = scanner().scan(request);
        assertThat(report.complete()).as("%s", report).isTrue();
        return report;
    }

    /** What was found out over TCP about the only host. */
    private static HostScan only(ScanReport report) {
        assertThat(report.hosts()).hasSize(1);
        return report.hosts().get(0);
    }

    private static PortSet open(HostScan host) {
        return host.ports(TCP, ScanState.OPEN);
    }

    private static PortSet closed(HostScan host) {
        return host.ports(TCP, ScanState.CLOSED);
    }

    private ScanState state(int port) {
        return only(scan(request(FOUR).tcp(port)))
                .result(TransportPort.tcp(port))
                .orElseThrow()
                .state();
    }

    private ScanState udpState(String address, int port) {
        ScanRequest udp =
                request(address).udp(port).timeout(Duration.ofMillis(100)).retries(1);
        return only(scan(udp)).result(TransportPort.udp(port)).orElseThrow().state();
    }

    private PortSet manyFreePorts() {
        return PortSet.of(IntStream.range(0, 60).map(i -> freePort()).toArray());
    }

    @Test
    void openAndClosedAreExactForEachAddress() {
        needs(Ability.IPV6);
        int four = freePort();
        int accepting = freePort();
        int six = freePort();
        int both = freePort();
        int none = freePort();
        start(ActorSpec.listening(four)
                .listen(accepting, SocketFlag.ACCEPTING)
                .listen(six, SocketFlag.IPV6)
                .listen(both, SocketFlag.DUAL_STACK));

        ScanReport report = scan(request(FOUR, SIX).tcp(four, accepting, six, both, none));

        assertThat(report.hosts())
                .extracting(host -> InternetAddress.format(host.address()))
                .containsExactly(FOUR, SIX);
        HostScan overFour = report.hosts().get(0);
        HostScan overSix = report.hosts().get(1);
        assertThat(open(overFour)).isEqualTo(PortSet.of(four, accepting, both));
        assertThat(closed(overFour)).isEqualTo(PortSet.of(six, none));
        assertThat(open(overSix)).isEqualTo(PortSet.of(six, both));
        assertThat(closed(overSix)).isEqualTo(PortSet.of(four, accepting, none));
        assertThat(report.count(ScanState.OPEN)).isEqualTo(5);
        assertThat(report.open())
                .allSatisfy(result -> assertThat(result.latency()).isPresent());
    }

    @Test
    void onlyTheListenersOfALargeRangeAreOpen() {
        needs(Ability.OWN_NETWORK);
        PortRange range = PortRange.of(2001, 4000);

        ScanReport nobody = scan(request(FOUR).tcp(range));

        assertThat(nobody.open()).isEmpty();
        assertThat(nobody.count(ScanState.CLOSED)).isEqualTo(2000);
        assertThat(closed(only(nobody))).isEqualTo(PortSet.of(List.of(range)));
        assertThat(nobody.probes()).isGreaterThanOrEqualTo(2000);

        start(ActorSpec.listening(2001).listen(3000).listen(4000));
        ScanReport some = scan(request(FOUR).tcp(range));

        assertThat(open(only(some))).isEqualTo(PortSet.of(2001, 3000, 4000));
        assertThat(closed(only(some))).hasToString("2002-2999,3001-3999");
    }

    @Test
    void boundAndSilentIsClosed() {
        int port = freePort();
        start(ActorSpec.idle().bind(port));

        assertThat(state(port)).isEqualTo(ScanState.CLOSED);
    }

    @Test
    void portOfManyIsOneOpenPort() {
        int forked = freePort();
        int shared = freePort();
        start(ActorSpec.listening(forked).forks(2));
        start(ActorSpec.listening(shared, SocketFlag.REUSE_PORT));
        start(ActorSpec.listening(shared, SocketFlag.REUSE_PORT));

        ScanReport report = scan(request(FOUR).tcp(forked, shared));

        assertThat(open(only(report))).isEqualTo(PortSet.of(forked, shared));
        assertThat(report.open()).hasSize(2);
    }

    @Test
    void listenerIsOpenWhetherItAcceptsOrResetsOrDoesNothing() {
        int idle = freePort();
        int accepting = freePort();
        int resetting = freePort();
        start(ActorSpec.listening(idle)
                .listen(accepting, SocketFlag.ACCEPTING)
                .listen(resetting, SocketFlag.RESETTING));

        for (int round = 0; round < 20; round++) {
            HostScan host = only(scan(request(FOUR).tcp(idle, accepting, resetting)));

            assertThat(open(host)).as("%s", host).isEqualTo(PortSet.of(idle, accepting, resetting));
        }
    }

    @Test
    void listenerThatHasGoneIsClosed() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        assertThat(state(port)).isEqualTo(ScanState.OPEN);

        server.end();

        assertThat(state(port)).isEqualTo(ScanState.CLOSED);
    }

    @Test
    void udpIsOpenClosedOrUncertain() {
        int answering = freePort();
        int silent = freePort();
        start(ActorSpec.idle().udp(answering, SocketFlag.ANSWERING).udp(silent));

        assertThat(udpState(FOUR, answering)).isEqualTo(ScanState.OPEN);
        assertThat(udpState(FOUR, silent)).isEqualTo(ScanState.OPEN_OR_FILTERED);
        assertThat(udpState(FOUR, freePort())).isEqualTo(ScanState.CLOSED);
    }

    @Test
    void udpOverIpv6IsOpenClosedOrUncertain() {
        needs(Ability.IPV6);
        int answering = freePort();
        int silent = freePort();
        start(ActorSpec.idle()
                .udp(answering, SocketFlag.IPV6, SocketFlag.ANSWERING)
                .udp(silent, SocketFlag.IPV6));

        assertThat(udpState(SIX, answering)).isEqualTo(ScanState.OPEN);
        assertThat(udpState(SIX, silent)).isEqualTo(ScanState.OPEN_OR_FILTERED);
        assertThat(udpState(SIX, freePort())).isEqualTo(ScanState.CLOSED);
    }

    @Test
    void protocolsAreScannedApart() {
        int tcp = freePort();
        int udp = freePort();
        start(ActorSpec.listening(tcp).udp(udp, SocketFlag.ANSWERING));

        HostScan host = only(scan(request(FOUR).tcp(tcp, udp).udp(tcp, udp)));

        assertThat(open(host)).isEqualTo(PortSet.of(tcp));
        assertThat(closed(host)).isEqualTo(PortSet.of(udp));
        assertThat(host.ports(UDP, ScanState.OPEN)).isEqualTo(PortSet.of(udp));
        assertThat(host.ports(UDP, ScanState.CLOSED)).isEqualTo(PortSet.of(tcp));
    }

    @Test
    void nameStandsForItsAddresses() {
        int port = freePort();
        start(ActorSpec.listening(port));

        ScanReport report = scan(request("localhost").tcp(port));

        assertThat(report.hosts())
                .allSatisfy(host -> assertThat(host.name()).contains("localhost"))
                .extracting(host -> InternetAddress.format(host.address()))
                .contains(FOUR)
                .doesNotHaveDuplicates();
        assertThat(report.open())
                .hasToString("[" + FOUR + ":" + port + "/tcp "
                        + report.open().get(0).toString().split(" ", 2)[1] + "]");
    }

    @Test
    void nameWithoutAddressIsToldAndTheRestScanned() {
        int port = freePort();
        start(ActorSpec.listening(port));

        ScanReport report = scanner().scan(request(NOBODY, FOUR).tcp(port));

        assertThat(report.complete()).isFalse();
        assertThat(report.unresolved()).containsOnlyKeys(NOBODY);
        assertThat(report.unresolved().get(NOBODY)).isNotBlank();
        assertThat(open(only(report))).isEqualTo(PortSet.of(port));
    }

    @Test
    void requestWithoutPortsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> scanner().scan(request(FOUR)));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner().start(request(FOUR)));
    }

    @Test
    void eachResultIsToldOnceAndTheEarlierOnesToWhoComesLate() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)));
        List<ScanResult> first = new CopyOnWriteArrayList<>();
        List<ScanResult> second = new CopyOnWriteArrayList<>();
        List<ScanResult> atOnce = new CopyOnWriteArrayList<>();
        List<ScanResult> last = new ArrayList<>();
        ScanReport report;
        try (Scan scan = scanner().start(request(FOUR).tcp(ports))) {
            scan.onResult(result -> {
                first.add(result);
                if (first.size() == 20) {
                    scan.onResult(second::add);
                    atOnce.addAll(second);
                }
            });
            report = scan.await();
            scan.onResult(last::add);
        }

        List<ScanResult> all = report.results().toList();
        assertThat(all).hasSize(60);
        assertThat(first).containsExactlyInAnyOrderElementsOf(all);
        assertThat(second).containsExactlyInAnyOrderElementsOf(all);
        assertThat(last).containsExactlyInAnyOrderElementsOf(all);
        // more, if the scan had gone on before the first one was there
        assertThat(atOnce).containsAll(first.subList(0, 20));
        assertThat(open(only(report))).isEqualTo(PortSet.of(ports.at(7)));
    }

    @Test
    void progressNeverGoesBackAndEndsAtTheTotal() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)));
        List<ScanProgress> told = new CopyOnWriteArrayList<>();
        ScanProgress end;
        try (Scan scan = scanner().start(request(FOUR).tcp(ports).rate(FAST))) {
            scan.onProgress(told::add);
            assertThat(told).as("that of now").isNotEmpty();
            scan.await();
            end = scan.progress();
        }

        for (int i = 1; i < told.size(); i++) {
            ScanProgress before = told.get(i - 1);
            ScanProgress after = told.get(i);
            assertThat(after.done()).isGreaterThanOrEqualTo(before.done());
            assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
            assertThat(after.open()).isGreaterThanOrEqualTo(before.open());
            assertThat(after.probes()).isGreaterThanOrEqualTo(before.probes());
            assertThat(after.elapsed()).isGreaterThanOrEqualTo(before.elapsed());
            assertThat(after.done()).isLessThanOrEqualTo(after.total());
        }
        ScanProgress last = told.get(told.size() - 1);
        assertThat(List.of(last, end)).allSatisfy(progress -> {
            assertThat(progress.done()).isEqualTo(60);
            assertThat(progress.total()).isEqualTo(60);
            assertThat(progress.open()).isEqualTo(1);
            assertThat(progress.remaining()).contains(Duration.ZERO);
        });
    }

    @Test
    void reportOfARunningScanTellsWhatIsKnownByThen() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)));
        List<ScanResult> told = new CopyOnWriteArrayList<>();
        List<ScanReport> taken = new CopyOnWriteArrayList<>();
        try (Scan scan = scanner().start(request(FOUR).tcp(ports))) {
            scan.onResult(result -> {
                told.add(result);
                if (told.size() == 20) {
                    taken.add(scan.report());
                }
            });
            scan.await();
        }

        ScanReport report = taken.get(0);
        assertThat(report.results()).hasSize(60).containsAll(told.subList(0, 20));
        assertThat(report.complete()).isEqualTo(report.count(ScanState.UNTRIED) == 0);
        assertThat(report.results().filter(result -> result.state() != ScanState.UNTRIED))
                .isSubsetOf(told);
    }

    /** A scan that is cancelled when it has told its third result. */
    private ScanReport cancelled(ScanRequest request, List<ScanResult> told) {
        try (Scan scan = start(request, told, 3)) {
            ScanReport report = scan.await();
            assertThat(scan.isDone()).isTrue();
            scan.cancel();
            assertThat(scan.await().results())
                    .containsExactlyElementsOf(report.results().toList());
            assertThat(scan.progress().done()).isLessThan(scan.progress().total());
            return report;
        }
    }

    private Scan start(ScanRequest request, List<ScanResult> told, int cancelAt) {
        try (Scene.Held still = stage().holdTime()) {
            assertThat(still).isNotNull();
            Scan scan = scanner().start(request);
            return scan.onResult(result -> {
                told.add(result);
                if (told.size() == cancelAt) {
                    scan.cancel();
                }
            });
        }
    }

    @Test
    void cancelledScanCallsNothingClosedThatDidNotAnswer() {
        PortSet ports = manyFreePorts();
        List<ScanResult> told = new CopyOnWriteArrayList<>();

        ScanReport report = cancelled(request(FOUR).tcp(ports).rate(SLOW), told);

        assertThat(report.complete()).isFalse();
        assertThat(report.results()).hasSize(60);
        assertThat(report.count(ScanState.UNTRIED)).isBetween(1L, 57L);
        assertThat(report.results().filter(result -> result.state() != ScanState.UNTRIED))
                .containsExactlyInAnyOrderElementsOf(told);
        assertThat(told).allMatch(result -> result.state() == ScanState.CLOSED);
    }

    @Test
    void closedScanIsDoneAndMayBeClosedAgain() {
        Scan scan = start(request(FOUR).tcp(manyFreePorts()).rate(SLOW), new CopyOnWriteArrayList<>(), 0);
        scan.close();

        assertThat(scan.isDone()).isTrue();
        scan.close();
        scan.cancel();
        assertThat(scan.report().results()).hasSize(60);
        assertThat(scan.await().results())
                .containsExactlyElementsOf(scan.report().results().toList());
    }

    @Test
    void closingAfterTheEndChangesNothing() {
        Scan scan = scanner().start(request(FOUR).tcp(freePort()));
        ScanReport report = scan.await();
        scan.close();

        assertThat(scan.report().complete()).isTrue();
        assertThat(scan.report().results())
                .containsExactlyElementsOf(report.results().toList());
        assertThat(scan.await(Duration.ofSeconds(1)).map(ScanReport::complete)).contains(true);
    }

    @Test
    void cancelledScanGoesOnFromItsWrittenReport() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)).listen(ports.at(50)));
        ScanReport part = cancelled(request(FOUR).tcp(ports).rate(FAST / 4), new CopyOnWriteArrayList<>());
        List<ScanResult> known = part.results()
                .filter(result -> result.state() != ScanState.UNTRIED)
                .toList();

        ScanReport whole;
        try (Scan resumed = scanner().resume(writtenAndRead(part))) {
            whole = resumed.await();
        }

        assertThat(whole.complete()).isTrue();
        assertThat(whole.results()).hasSize(60).containsAll(known);
        assertThat(open(only(whole))).isEqualTo(PortSet.of(ports.at(7), ports.at(50)));
        assertThat(whole.count(ScanState.CLOSED)).isEqualTo(58);
    }

    private static ScanReport writtenAndRead(ScanReport report) {
        StringBuilder text = new StringBuilder();
        try {
            report.write(text);
            return ScanReport.read(new StringReader(text.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shardsAreTheWholeAndHaveNothingInCommon() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)).listen(ports.at(50)));
        ScanRequest request = request(FOUR, "127.0.0.2").tcp(ports);

        List<ScanReport> shards = IntStream.range(0, 8)
                .mapToObj(index -> scanner().scan(request.shard(index, 8)))
                .map(PortScannerContract::writtenAndRead)
                .toList();
        ScanReport merged = ScanReport.merge(shards);

        assertThat(shards).allSatisfy(shard -> {
            assertThat(shard.complete()).isFalse();
            assertThat(shard.count(ScanState.UNTRIED)).isZero();
            assertThat(shard.results().count()).isBetween(14L, 16L);
        });
        assertThat(shards.stream().flatMap(ScanReport::results)).hasSize(120).doesNotHaveDuplicates();
        assertThat(merged.complete()).isTrue();
        assertThat(merged.results())
                .containsExactlyElementsOf(scan(request).results().toList());
        assertThat(open(merged.hosts().get(0))).isEqualTo(PortSet.of(ports.at(7), ports.at(50)));
        assertThat(open(merged.hosts().get(1))).isEqualTo(PortSet.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> scanner().resume(merged));
    }

    @Test
    void ownersOfOpenPortsAreThoseOfTheirSockets() {
        needs(Ability.IPV6);
        int one = freePort();
        int both = freePort();
        int forked = freePort();
        int none = freePort();
        int udp = freePort();
        Actor server = start(ActorSpec.listening(one).udp(udp, SocketFlag.ANSWERING));
        Actor wide = start(ActorSpec.listening(both, SocketFlag.DUAL_STACK));
        Actor many = start(ActorSpec.listening(forked).forks(2));

        ScanReport report = scan(
                request(FOUR, SIX, "127.0.0.2").tcp(one, both, forked, none).udp(udp));
        Map<ScanResult, Owner> owners = scanner().owners(report);

        assertThat(owners.keySet()).containsExactlyElementsOf(report.open());
        assertThat(owners.values()).allMatch(owner -> owner.kind() == Owner.Kind.KNOWN);
        assertThat(report.open()).hasSize(6);
        report.open().forEach(result -> {
            int port = result.port().number();
            Actor expected = port == both ? wide : port == forked ? many : server;
            assertThat(pids(owners, result)).as("%s", result).containsExactlyInAnyOrderElementsOf(expected.pids());
        });
    }

    private static List<Long> pids(Map<ScanResult, Owner> owners, ScanResult result) {
        return Optional.ofNullable(owners.get(result)).orElseThrow().processes().stream()
                .map(ProcessId::pid)
                .toList();
    }

    @Test
    void openPortsOfOtherHostsHaveNoOwnerHere() throws IOException {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.DUAL_STACK));
        ScanReport elsewhere = ScanReport.read(new StringReader(String.join(
                "\n",
                "ports4j-scan 1",
                "targets 192.0.2.77",
                "tcp " + port,
                "udp ",
                "options 1500 0 0 9 1 20000000 false",
                "shards 1 1",
                "probes 1 1",
                "host 192.0.2.77",
                "tcp CONNECTED " + port,
                "end")));

        assertThat(elsewhere.open()).hasSize(1);
        assertThat(scanner().owners(elsewhere)).isEmpty();
    }

    @Test
    void awaitsAPortThatIsOpen() {
        int port = freePort();
        start(ActorSpec.listening(port));

        for (String host : List.of(FOUR, "localhost")) {
            ScanResult result = scanner().awaitOpen(host, port, Duration.ofSeconds(10));

            assertThat(result.state()).isEqualTo(ScanState.OPEN);
            assertThat(InternetAddress.format(result.address())).isEqualTo(FOUR + ":" + port);
            assertThat(result.latency()).isPresent();
        }
    }

    /** Longer than a number has nanoseconds. */
    @Test
    void waitsForAnyTime() {
        int port = freePort();
        start(ActorSpec.listening(port));
        Duration eternity = Duration.ofSeconds(Long.MAX_VALUE);

        assertThat(scanner().awaitOpen(FOUR, port, eternity).state()).isEqualTo(ScanState.OPEN);
        try (Scan scan = scanner().start(request(FOUR).tcp(port))) {
            assertThat(scan.await(eternity).orElseThrow().count(ScanState.OPEN)).isEqualTo(1);
        }
    }

    @Test
    void awaitsAPortThatIsOpenedLater() {
        int port = freePort();
        Duration delay = Duration.ofMillis(300);
        Actor server = start(ActorSpec.listening(port).supervised("supervisord", delay));
        server.end();

        ScanResult result = scanner().awaitOpen(FOUR, port, Duration.ofSeconds(10));

        assertThat(result.port()).isEqualTo(TransportPort.tcp(port));
        assertThat(result.state()).isEqualTo(ScanState.OPEN);
        assertThat(state(port)).isEqualTo(ScanState.OPEN);
    }

    @Test
    void awaitsNoLongerThanItMay() {
        int port = freePort();
        Duration most = Duration.ofMillis(400);
        start(ActorSpec.idle().bind(port));

        for (String host : List.of(FOUR, "localhost", NOBODY)) {
            Duration taken = timed(() -> assertThatExceptionOfType(PortTimeoutException.class)
                    .isThrownBy(() -> scanner().awaitOpen(host, port, most))
                    .withMessageContaining(host)
                    .withMessageContaining(String.valueOf(port)));

            assertThat(taken).isBetween(most, most.plusSeconds(2));
        }
    }

    @Test
    void refusesToAwaitNonsense() {
        PortScanner scanner = scanner();
        Duration time = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen(FOUR, 0, time));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen(FOUR, 65_536, time));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen("", 80, time));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen("127.0.0.0/24", 80, time));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen(FOUR, 80, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> scanner.awaitOpen(FOUR, 80, Duration.ofMillis(-1)));
    }

    @Test
    void interruptEndsWaitingWithTheFlagSet() {
        ScanRequest slow = request(FOUR).tcp(manyFreePorts()).rate(SLOW);
        int port = freePort();

        assertInterrupted(() -> scanner().scan(slow));
        assertInterrupted(() -> scanner().awaitOpen(FOUR, port, Duration.ofSeconds(5)));
    }

    private static void assertInterrupted(Runnable waiting) {
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(waiting::run);

        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(thrown).isInstanceOf(PortInterruptedException.class);
    }

    @Test
    void interruptOfWhoAwaitsAScanLeavesItRunning() {
        Scene.Held still = stage().holdTime();
        try (Scan scan = scanner().start(request(FOUR).tcp(manyFreePorts()).rate(FAST / 4))) {
            assertInterrupted(scan::await);
            assertInterrupted(() -> scan.await(Duration.ofSeconds(5)));
            assertThat(scan.await(Duration.ofMillis(1))).isEmpty();
            assertThat(scan.isDone()).isFalse();
            still.close();

            assertThat(scan.await().complete()).isTrue();
        }
    }

    @Test
    void listenerThatThrowsEndsTheScan() {
        RuntimeException mine = new RuntimeException("mine");
        Thread test = Thread.currentThread();
        for (boolean result : new boolean[] {true, false}) {
            List<Object> told = new CopyOnWriteArrayList<>();
            Runnable listener = () -> {
                told.add(told);
                if (told.size() >= 3 && !Thread.currentThread().equals(test)) {
                    throw mine;
                }
            };
            Scan scan;
            try (Scene.Held still = stage().holdTime()) {
                assertThat(still).isNotNull();
                scan = scanner().start(request(FOUR).tcp(manyFreePorts()).rate(SLOW));
                if (result) {
                    scan.onResult(ignored -> listener.run());
                } else {
                    scan.onProgress(ignored -> listener.run());
                }
            }

            assertThat(catchThrowable(scan::await)).isSameAs(mine);
            assertThat(scan.isDone()).isTrue();
            assertThat(scan.report().complete()).isFalse();
            assertThat(told).hasSizeGreaterThanOrEqualTo(3);
            scan.close();
        }
    }

    @Test
    void listenerMayAskButNotAwait() {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<Long> done = new CopyOnWriteArrayList<>();
        try (Scan scan = scanner().start(request(FOUR).tcp(freePort()))) {
            scan.onResult(result -> {
                thrown.add(catchThrowable(scan::await));
                thrown.add(catchThrowable(() -> scan.await(Duration.ofSeconds(1))));
                done.add(scan.progress().done());
            });
            scan.await();
        }

        assertThat(thrown).hasSize(2).allMatch(IllegalStateException.class::isInstance);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void manyScansRunAtOnce() {
        PortSet ports = manyFreePorts();
        start(ActorSpec.listening(ports.at(7)));
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            scans.add(scanner().start(request(FOUR).tcp(ports).seed(i)));
        }

        for (Scan scan : scans) {
            try (scan) {
                assertThat(open(only(scan.await()))).isEqualTo(PortSet.of(ports.at(7)));
                assertThat(scan.report().count(ScanState.CLOSED)).isEqualTo(59);
            }
        }
    }
}
