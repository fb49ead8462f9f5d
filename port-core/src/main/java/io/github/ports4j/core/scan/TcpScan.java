package io.github.ports4j.core.scan;

import io.github.ports4j.spi.Connector;
import java.util.ArrayList;
import java.util.List;

/** The TCP half of a scan: passes over what has no answer yet, each by several threads. */
final class TcpScan {
    private static final int MOST_THREADS = 4;

    /** Fewer probes than this are not worth a second thread. */
    private static final int WORTH_A_THREAD = 1024;

    private final ScanPlan plan;
    private final Findings findings;
    private final Means means;
    private final Confirmation confirmation;

    TcpScan(ScanPlan plan, Findings findings, Means means, Confirmation confirmation) {
        this.plan = plan;
        this.findings = findings;
        this.means = means;
        this.confirmation = confirmation;
    }

    /** Makes all passes; when it was cancelled meanwhile, what is without answer is not final. */
    void run() {
        run(new ArrayList<>(), 0, threads());
    }

    /** Makes the probers from this one on, each closed when those after it are, and has them do it. */
    private void run(List<Prober> probers, int next, int count) {
        if (next == count) {
            run(probers);
            return;
        }
        try (Prober prober = prober(new Share(next, count, slots(count), means.perSecond()))) {
            probers.add(prober);
            run(probers, next + 1, count);
        }
    }

    private int threads() {
        if (means.engine().simulated() || means.perSecond() != 0) {
            return 1;
        }
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        return Math.max(1, Math.min(Math.min(cores, means.inFlight()), plan.size() / WORTH_A_THREAD));
    }

    private int slots(int threads) {
        return Math.max(1, Math.min(means.inFlight() / threads, (plan.size() + threads - 1) / threads));
    }

    private Prober prober(Share share) {
        Connector connector = means.engine().open(plan.protocol(), plan.hosts(), share.slots());
        try {
            return new Prober(plan, findings, means, connector, confirmation, share);
        } catch (OutOfMemoryError e) {
            connector.close();
            throw e;
        }
    }

    private void run(List<Prober> probers) {
        int hosts = plan.hosts().size();
        LossLedger ledger = new LossLedger(hosts, 1 + means.request().retries());
        for (int pass = 1; !ledger.isDone(); pass++) {
            PassThread.makeAll(probers, pass, ledger.active().clone(), means.cancelled());
            if (means.cancelled().getAsBoolean()) {
                return;
            }
            long[] found = new long[hosts];
            long[] left = new long[hosts];
            long[] untried = new long[hosts];
            for (int host = 0; host < hosts; host++) {
                for (Prober prober : probers) {
                    found[host] += prober.answers(host);
                    untried[host] += prober.untried(host);
                }
                left[host] = findings.table().unfinished(host, plan.protocol());
            }
            boolean[] before = ledger.active().clone();
            ledger.endPass(found, left, untried);
            for (int host = 0; host < hosts && !means.cancelled().getAsBoolean(); host++) {
                if (before[host] && !ledger.active()[host]) {
                    findings.settle(host, plan.protocol(), plan.portCount());
                }
            }
        }
    }
}
