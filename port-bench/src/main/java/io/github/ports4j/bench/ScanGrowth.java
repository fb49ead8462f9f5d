package io.github.ports4j.bench;

import io.github.ports4j.PortRange;
import io.github.ports4j.Ports;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How time and memory of a scan grow with the number of its probes, all of which the loopback answers; prints Markdown. How little heap is
 * enough is for whoever starts the JVM to say.
 */
public final class ScanGrowth {
    private static final int PORTS = 10_000;
    private static final int TEN = 10;
    private static final int WARM_UP = 5;
    private static final int[] HOSTS = {1, TEN, 100, 1_000, 1_600};
    private static final int KIBIBYTE = 1024;
    private static final int PER_BLOCK = 250;

    private ScanGrowth() {}

    /** Runs it. */
    public static void main(String[] args) {
        for (int i = 0; i < WARM_UP; i++) {
            scan(TEN);
        }
        long begin = System.nanoTime();
        scan(TEN);
        double unit = (System.nanoTime() - begin) / (double) TEN;
        System.out.println(
                "| probes | time per probe, of that for 100,000 | heap held by the report (KiB) | bytes per probe | open |");
        System.out.println("|--:|--:|--:|--:|--:|");
        for (int hosts : HOSTS) {
            long before = held();
            long start = System.nanoTime();
            ScanReport report = scan(hosts);
            double each = (System.nanoTime() - start) / (double) hosts;
            long held = held() - before;
            long probes = (long) hosts * PORTS;
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.2f | %,d | %.2f | %d |%n",
                    probes,
                    each / unit,
                    held / KIBIBYTE,
                    held / (double) probes,
                    report.count(ScanState.OPEN));
        }
        System.out.printf(
                Locale.ROOT,
                "%nAll in one JVM with a heap of %,d KiB at most.%n%n",
                Runtime.getRuntime().maxMemory() / KIBIBYTE);
    }

    private static ScanReport scan(int hosts) {
        List<String> addresses = IntStream.range(0, hosts)
                .mapToObj(i -> "127.1." + i / PER_BLOCK + "." + (1 + i % PER_BLOCK))
                .toList();
        ScanReport report =
                Ports.local().scanner().scan(ScanRequest.of(addresses).tcp(PortRange.of(1, PORTS)));
        if (!report.complete()) {
            throw new IllegalStateException(report.reasons().toString());
        }
        return report;
    }

    /** Bytes of the heap that are in use after a collection. */
    private static long held() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
