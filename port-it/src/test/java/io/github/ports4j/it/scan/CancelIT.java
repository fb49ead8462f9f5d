package io.github.ports4j.it.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scan that is cancelled ends soon, knows what it knows, and leaves nothing behind. */
@Tag("root")
@Timeout(1800)
class CancelIT {
    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final Duration WITHIN = Duration.ofMillis(100);

    @ParameterizedTest
    @EnumSource
    void ends_soon_and_leaves_nothing(Engine engine) {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.filtered(Way.CABLE);
            cancelled(lab, engine, host, 0); // what is made once is made now
            long descriptors = descriptors();
            List<Long> late = new ArrayList<>();
            Series.seeds(1000).forEach(seed -> {
                long millis = cancelled(lab, engine, host, seed);
                if (millis > WITHIN.toMillis()) {
                    late.add(millis);
                }
            });
            assertThat(late).as("milliseconds of those that took longer").isEmpty();
            assertThat(scanThreads()).isEmpty();
            assertThat(settled(descriptors)).isEqualTo(descriptors);
        }
    }

    /** Cancels a scan as soon as it has found something; how long it took to end, in milliseconds. */
    private static long cancelled(Laboratory lab, Engine engine, LabHost host, long seed) {
        try (Scan scan = lab.start(engine.of(host.request(ALL).seed(seed)))) {
            while (scan.progress().done() == 0) {
                Thread.onSpinWait();
            }
            long begin = System.nanoTime();
            scan.cancel();
            ScanReport report = scan.await();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertThat(report.count(ScanState.UNTRIED)).isPositive();
            assertThat(report.complete()).isFalse();
            report.results()
                    .filter(result -> result.state() != ScanState.UNTRIED)
                    .forEach(result -> assertThat(result.state())
                            .as("%s", result)
                            .isEqualTo(host.state(result.address().getPort())));
            return millis;
        }
    }

    /** Counts until there are so many: the JVM opens a file for a moment now and then by itself. */
    private static long settled(long expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long open = descriptors();
        while (open != expected && System.nanoTime() < deadline) {
            open = descriptors();
        }
        return open;
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Thread> scanThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ports4j"))
                .toList();
    }
}
