package io.github.ports4j.cli;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import java.time.Duration;
import java.util.Optional;

/**
 * A scan that has ended while a user was looking on.
 *
 * @param report what it found out
 * @param interrupted whether it was ended by Ctrl-C
 */
record WatchedScan(ScanReport report, boolean interrupted) {
    /** A scan that takes no longer needs no bar. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration TO_CANCEL = Duration.ofSeconds(1);

    /** Waits for its end. If it takes long, a terminal shows how far it is. Ctrl-C ends it. */
    static WatchedScan of(Scan scan, Output output) {
        try {
            return new WatchedScan(output.errTerminal() ? watch(scan, output) : scan.await(), false);
        } catch (PortInterruptedException e) {
            Thread.interrupted(); // what is known is still to be told
            scan.cancel();
            return new WatchedScan(scan.await(TO_CANCEL).orElseGet(scan::report), true);
        }
    }

    private static ScanReport watch(Scan scan, Output output) {
        Optional<ScanReport> report = scan.await(PATIENCE);
        if (report.isPresent()) {
            return report.get();
        }
        try (ScanBar bar = new ScanBar(scan.progress(), output)) {
            while (report.isEmpty()) {
                bar.show(scan.progress());
                report = scan.await(BETWEEN_LOOKS);
            }
        }
        return report.get();
    }
}
