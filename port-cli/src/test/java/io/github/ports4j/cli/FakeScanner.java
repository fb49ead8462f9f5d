package io.github.ports4j.cli;

import io.github.ports4j.Owner;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.spi.ScanTableBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scans that end as a test has said, and how often they are waited for before. */
final class FakeScanner implements PortScanner {
    /** What the scan comes to. */
    ScanReport report = new ScanTableBuilder(ScanRequest.of("localhost")).report(0, Duration.ZERO);

    /** How it goes on, whatever it comes to. */
    ScanProgress progress = ScanTableBuilder.progress(0, 0, 0, 0, Duration.ZERO);

    /** So often it has not ended when a wait is over. */
    int waits;

    /** Whether the wait after these is interrupted. */
    boolean interrupted;

    /** Done when a scan begins. */
    Action started = () -> {};

    final Map<ScanResult, Owner> owners = new HashMap<>();

    @Nullable
    RuntimeException ownersThrow;

    /** Something that a test does. */
    interface Action {
        void run() throws IOException;
    }

    private final Consumer<String> asked;

    FakeScanner(Consumer<String> asked) {
        this.asked = asked;
    }

    @Override
    public ScanReport scan(ScanRequest request) {
        throw new AssertionError("not called by the command");
    }

    @Override
    public Scan start(ScanRequest request) {
        asked.accept("scan " + request);
        try {
            started.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Started();
    }

    @Override
    public Scan resume(ScanReport earlier) {
        asked.accept("resume " + earlier);
        if (earlier.shards().size() > 1) {
            throw new IllegalArgumentException("it is of several shards");
        }
        return new Started();
    }

    @Override
    public ScanResult awaitOpen(String host, int port, Duration timeout) {
        throw new AssertionError("not called by the command");
    }

    @Override
    public Map<ScanResult, Owner> owners(ScanReport of) {
        asked.accept("owners");
        if (ownersThrow != null) {
            throw ownersThrow;
        }
        return owners;
    }

    private final class Started implements Scan {
        private boolean cancelled;

        @Override
        public Scan onProgress(Consumer<ScanProgress> listener) {
            throw new AssertionError("not called by the command");
        }

        @Override
        public Scan onResult(Consumer<ScanResult> listener) {
            throw new AssertionError("not called by the command");
        }

        @Override
        public ScanReport await() {
            waits = 0;
            return await(Duration.ZERO).orElseThrow();
        }

        @Override
        public Optional<ScanReport> await(Duration atMost) {
            if (waits > 0) {
                waits--;
                return Optional.empty();
            }
            if (interrupted && !cancelled) {
                Thread.currentThread().interrupt();
                throw new PortInterruptedException("a scan");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("the interrupt was not taken");
            }
            return Optional.of(report);
        }

        @Override
        public void cancel() {
            asked.accept("cancel");
            cancelled = true;
        }

        @Override
        public boolean isDone() {
            throw new AssertionError("not called by the command");
        }

        @Override
        public ScanProgress progress() {
            return progress;
        }

        @Override
        public ScanReport report() {
            return report;
        }

        @Override
        public void close() {
            asked.accept("close");
        }
    }
}
