package io.github.ports4j.core.scan;

import io.github.ports4j.ScanRequest;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.HostProvider;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** The TCP and the UDP half of a scan, at the same time where there are both. */
final class Halves {
    private static final int MOST_IN_FLIGHT = 16_384;

    private final HostProvider host;
    private final ScanRequest request;
    private final Findings findings;
    private final Cancellation cancelled;
    private final List<InetAddress> hosts;

    Halves(HostProvider host, ScanRequest request, Findings findings, Cancellation cancelled, List<InetAddress> hosts) {
        this.host = host;
        this.request = request;
        this.findings = findings;
        this.cancelled = cancelled;
        this.hosts = hosts;
    }

    void run(List<ScanPlan> plans, Function<TransportProtocol, ConnectEngine> engines) throws InterruptedException {
        if (plans.isEmpty()) {
            return;
        }
        boolean together = plans.size() == 2
                && !engines.apply(TransportProtocol.TCP).simulated()
                && request.rate().orElse(2) >= 2
                && request.inFlight().orElse(2) >= 2; // else each half would have the whole
        if (!together) {
            for (ScanPlan plan : plans) {
                run(plan, engines.apply(plan.protocol()), 1);
            }
            return;
        }
        FutureTask<Void> other = new FutureTask<>(() -> {
            runOrEndAll(plans.get(1), engines.apply(plans.get(1).protocol()));
            return null;
        });
        new ScanThread(other).start();
        try {
            runOrEndAll(plans.get(0), engines.apply(plans.get(0).protocol()));
        } finally {
            join(other);
        }
    }

    /** One of two; if it fails, the other ends too. */
    private void runOrEndAll(ScanPlan plan, ConnectEngine engine) {
        try {
            run(plan, engine, 2);
        } catch (RuntimeException | Error e) {
            cancelled.cancel();
            throw e;
        }
    }

    private void run(ScanPlan plan, ConnectEngine engine, int count) {
        int inFlight = Math.max(1, Math.min(request.inFlight().orElse(MOST_IN_FLIGHT), engine.capacity()) / count);
        int perSecond =
                request.rate().isEmpty() ? 0 : Math.max(1, request.rate().getAsInt() / count);
        Means means = new Means(request, host.clock(), engine, inFlight, perSecond, cancelled);
        if (plan.protocol() == TransportProtocol.TCP) {
            new TcpScan(plan, findings, means, Confirmation.of(host, hosts)).run();
        } else {
            new UdpScan(plan, findings, means).run();
        }
    }

    private static void join(FutureTask<Void> other) throws InterruptedException {
        try {
            other.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw e.getCause() instanceof RuntimeException failed ? failed : new IllegalStateException(e.getCause());
        }
    }
}
