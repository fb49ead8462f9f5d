package io.github.ports4j.core.scan;

import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ScanTableBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a scan has found so far, and who listens to it. Threads bring results in batches; listeners are called with the lock held, so
 * that each hears each result once and in an order that all share. Safe for use by many threads.
 */
final class Findings {
    private static final long BETWEEN_PROGRESS = 100_000_000; // nanoseconds

    private final ScanTableBuilder table;
    private final HostClock clock;
    private final long start;

    /** A listener that is told may add another one. */
    private final List<Consumer<ScanResult>> resultListeners = new CopyOnWriteArrayList<>();

    private final List<Consumer<ScanProgress>> progressListeners = new CopyOnWriteArrayList<>();
    private final ScanRequest request;
    private int hosts;
    private long total;
    private long done;
    private long open;
    private long probes;
    private long nextProgress;

    Findings(ScanRequest request, HostClock clock) {
        this.request = request;
        this.clock = clock;
        table = new ScanTableBuilder(request);
        start = clock.nanoTime();
        nextProgress = start + BETWEEN_PROGRESS;
    }

    /** The table, for what needs no lock: see there. */
    ScanTableBuilder table() {
        return table;
    }

    /** So many probes are to be made, of which an earlier scan may have done some. */
    synchronized void begin(long probesInAll, int hostCount, Optional<ScanReport> earlier) {
        total = probesInAll;
        hosts = hostCount;
        earlier.ifPresent(report -> {
            done = total - report.count(ScanState.UNTRIED);
            open = report.count(ScanState.OPEN);
            probes = report.probes();
            resultListeners.forEach(this::tellAll);
        });
    }

    /** Takes over a batch and empties it. */
    synchronized void record(TransportProtocol protocol, Batch batch) {
        try {
            take(protocol, batch);
        } finally {
            batch.clear(); // also if a listener throws: nothing is told twice
        }
        if (!progressListeners.isEmpty()) {
            long now = clock.nanoTime();
            if (now - nextProgress >= 0) {
                nextProgress = now + BETWEEN_PROGRESS;
                tellProgress();
            }
        }
    }

    private void take(TransportProtocol protocol, Batch batch) {
        probes += batch.probes();
        for (int i = 0; i < batch.size(); i++) {
            ScanReason reason = batch.reason(i);
            if (batch.isFinal(i)) {
                finish(batch.host(i), protocol, batch.place(i), reason, batch.latency(i));
            } else {
                note(batch.host(i), protocol, batch.place(i), reason);
            }
        }
    }

    /** What came back once says more than that nothing came back later: a kernel sends only so much ICMP. */
    private void note(int host, TransportProtocol protocol, int place, ScanReason reason) {
        boolean knowsMore = reason == ScanReason.NO_ANSWER
                && table.reason(host, protocol, place)
                        .filter(earlier -> earlier.state() == ScanState.FILTERED)
                        .isPresent();
        if (!knowsMore) {
            table.note(host, protocol, place, reason);
        }
    }

    /** Makes one port final. */
    synchronized void finish(int host, TransportProtocol protocol, int place, ScanReason reason, long latency) {
        table.set(host, protocol, place, reason);
        if (reason.state() == ScanState.OPEN) {
            open++;
            table.latency(host, protocol, place, latency);
        }
        done++;
        if (!resultListeners.isEmpty() && reason.state() != ScanState.UNTRIED) {
            ScanResult result = table.result(host, protocol, place, latency);
            resultListeners.forEach(listener -> listener.accept(result));
        }
    }

    /** Makes the ports of a host final that are not, by what their last attempt came to. */
    synchronized void settle(int host, TransportProtocol protocol, int ports) {
        for (int place = 0; place < ports; place++) {
            Optional<ScanReason> last = table.reason(host, protocol, place);
            if (last.isPresent() && !table.isFinal(host, protocol, place)) {
                finish(host, protocol, place, atLast(protocol, last.get()), -1);
            }
        }
    }

    private static ScanReason atLast(TransportProtocol protocol, ScanReason reason) {
        return protocol == TransportProtocol.UDP && reason == ScanReason.NO_ANSWER ? ScanReason.SILENT : reason;
    }

    /** Does this with the table, before any result is recorded; returns what it returns. */
    synchronized boolean prepare(Predicate<ScanTableBuilder> preparation) {
        return preparation.test(table);
    }

    /** Tells the earlier results, and from now on each. */
    synchronized void onResult(Consumer<ScanResult> listener) {
        tellAll(listener);
        resultListeners.add(listener);
    }

    private void tellAll(Consumer<ScanResult> listener) {
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (int host = 0; host < hosts; host++) {
                for (int place = 0; place < request.ports(protocol).size(); place++) {
                    if (table.isFinal(host, protocol, place)) {
                        ScanResult result = table.result(host, protocol, place);
                        if (result.state() != ScanState.UNTRIED) {
                            listener.accept(result);
                        }
                    }
                }
            }
        }
    }

    synchronized void onProgress(Consumer<ScanProgress> listener) {
        listener.accept(progress());
        progressListeners.add(listener);
    }

    synchronized void tellProgress() {
        if (!progressListeners.isEmpty()) {
            ScanProgress progress = progress();
            progressListeners.forEach(listener -> listener.accept(progress));
        }
    }

    synchronized ScanProgress progress() {
        return ScanTableBuilder.progress(done, total, open, probes, elapsed());
    }

    synchronized ScanReport report() {
        return table.report(probes, elapsed());
    }

    /** The report that ends it; the table is not to be touched any more. */
    synchronized ScanReport lastReport() {
        return table.lastReport(probes, elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - start);
    }
}
