package io.github.ports4j.core.scan;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link Scan}: a thread that finds the addresses, has the TCP and the UDP half done, and makes the report. */
final class ScanRun implements Scan {
    /** Hosts whose earlier results are taken over between two looks whether the scan was cancelled. */
    private static final int FEW_HOSTS = 8;

    private final HostProvider host;
    private final ScanRequest request;
    private final Optional<ScanReport> earlier;
    private final Findings findings;
    private final Cancellation cancelled = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ScanReport last;
    private volatile @Nullable Throwable failure;

    private ScanRun(HostProvider host, ScanRequest request, Optional<ScanReport> earlier) {
        this.host = host;
        this.request = request;
        this.earlier = earlier;
        findings = new Findings(request, host.clock());
    }

    /** Starts it. */
    static ScanRun start(HostProvider host, ScanRequest request, Optional<ScanReport> earlier) {
        ScanRun run = new ScanRun(host, request, earlier);
        new ScanThread(run::run).start();
        return run;
    }

    private void run() {
        try {
            last = scan();
        } catch (InterruptedException e) {
            failure = new IllegalStateException("nobody interrupts this thread", e);
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    private ScanReport scan() throws InterruptedException {
        NioEngine nio = new NioEngine();
        ConnectEngine own = host.connectEngine()
                .filter(engine -> engine.simulated() || !request.isPortable())
                .orElse(nio);
        // one that was ended before any name was resolved begins anew
        Optional<ScanReport> before = earlier.filter(report -> !report.hosts().isEmpty());
        ScanHosts hosts =
                before.isPresent() ? ScanHosts.of(before.get()) : ScanHosts.find(request.targets(), own, cancelled);
        List<InetAddress> addresses = hosts.addresses();
        requireWithinLimit(addresses.size());
        List<ScanPlan> plans = new ArrayList<>();
        for (TransportProtocol protocol : TransportProtocol.values()) {
            if (!request.ports(protocol).isEmpty() && !addresses.isEmpty()) {
                plans.add(new ScanPlan(request, protocol, addresses));
            }
        }
        if (!findings.prepare(table -> layOut(hosts, plans, before, table))) {
            return before.orElseGet(findings::lastReport);
        }
        findings.begin(plans.stream().mapToLong(ScanPlan::size).sum(), addresses.size(), before);
        new Halves(host, request, findings, cancelled, addresses)
                .run(plans, protocol -> own.supports(protocol) ? own : nio);
        findings.tellProgress();
        return findings.lastReport();
    }

    /** How many addresses a name stands for was not known when the request was made. */
    private void requireWithinLimit(long addresses) {
        int ports = request.ports(TransportProtocol.TCP).size()
                + request.ports(TransportProtocol.UDP).size();
        if (addresses * ports > request.limit()) {
            throw new IllegalArgumentException("the hosts stand for " + addresses + " addresses, which have more than "
                    + request.limit() + " ports; atMost() allows more");
        }
    }

    /**
     * Makes the table of what is to be done.
     *
     * @return false if it was cancelled before that was done; then nothing is in it, as a part must not pass for the whole
     */
    private boolean layOut(ScanHosts hosts, List<ScanPlan> plans, Optional<ScanReport> before, ScanTableBuilder table) {
        hosts.addTo(table);
        boolean whole = hosts.areWhole();
        for (ScanPlan plan : plans) {
            whole = whole && plan.cover(table, cancelled);
        }
        for (int i = 0; before.isPresent() && i < before.get().hosts().size(); i++) {
            whole = whole && (i % FEW_HOSTS != FEW_HOSTS - 1 || !cancelled.getAsBoolean());
            if (whole) {
                table.continueFrom(i, before.get().hosts().get(i));
            }
        }
        if (!whole) {
            table.clear();
        }
        return whole;
    }

    @Override
    public Scan onProgress(Consumer<ScanProgress> listener) {
        findings.onProgress(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    @Override
    public Scan onResult(Consumer<ScanResult> listener) {
        findings.onResult(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    @Override
    public ScanReport await() {
        requireNoListener();
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return outcome();
    }

    @Override
    public Optional<ScanReport> await(Duration atMost) {
        requireNoListener();
        try {
            return ended.await(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)
                    ? Optional.of(outcome())
                    : Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static PortInterruptedException interrupted() {
        Thread.currentThread().interrupt();
        return new PortInterruptedException("waiting for a scan");
    }

    /** Listeners are called with that lock held, some by the thread that brings them. */
    private void requireNoListener() {
        if (Thread.holdsLock(findings)) {
            throw new IllegalStateException("a listener of a scan can't wait for it: it would wait for itself");
        }
    }

    private ScanReport outcome() {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return Objects.requireNonNull(last);
    }

    @Override
    public void cancel() {
        cancelled.cancel();
    }

    @Override
    public boolean isDone() {
        return ended.getCount() == 0;
    }

    @Override
    public ScanProgress progress() {
        return findings.progress();
    }

    @Override
    public ScanReport report() {
        ScanReport whole = last;
        return whole != null ? whole : findings.report();
    }

    @Override
    public void close() {
        requireNoListener();
        cancel();
        boolean interrupted = false;
        while (true) {
            try {
                ended.await(); // 100 ms at most, so that what it had open is closed
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return request + ": " + progress();
    }
}
