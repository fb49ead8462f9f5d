package io.github.ports4j.bench;

import com.sun.management.ThreadMXBean;
import io.github.ports4j.Ports;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How time and allocation of the socket table grow with the sockets and the processes of a host; prints a table and a plot, as Markdown.
 *
 * <pre>{@code TableGrowth WORKLOAD_PROGRAM}</pre>
 */
public final class TableGrowth {
    private static final int[] SOCKETS = {100, 1_000, 10_000, 100_000};
    private static final int[] PROCESSES = {100, 1_000, 10_000};
    private static final int HOLDERS = 10;
    private static final int PORT = 18080;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int CALLS = 21;

    private final Path workload;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @SuppressWarnings("UnusedVariable") // so that no call is optimised away
    private volatile long sum;

    private TableGrowth(Path workload) {
        this.workload = workload;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("growth: give the program compiled of workload.c");
            System.exit(2);
        }
        TableGrowth growth = new TableGrowth(Path.of(args[0]));
        growth.print(
                "sockets",
                HostSize::sockets,
                SOCKETS,
                SocketQuery.tcp(),
                "read(SocketQuery.tcp())",
                count -> List.of(
                        "W4",
                        "--processes",
                        Integer.toString(HOLDERS),
                        "--connections",
                        Integer.toString(count / 2 / HOLDERS)));
        growth.print(
                "processes",
                HostSize::processes,
                PROCESSES,
                SocketQuery.tcp().listening().port(PORT),
                "read(SocketQuery.tcp().listening().port(" + PORT + "))",
                count -> List.of("W2", "--processes", Integer.toString(count)));
    }

    /** The arguments of the workload that has so many. */
    @FunctionalInterface
    private interface Load {
        List<String> of(int count);
    }

    private void print(
            String what, ToLongFunction<HostSize> count, int[] counts, SocketQuery query, String code, Load load)
            throws IOException {
        List<Measured> rows = new ArrayList<>();
        for (int more : counts) {
            Workload standing = Workload.start(workload, load.of(more));
            try {
                rows.add(measure(count.applyAsLong(HostSize.count()), query));
            } finally {
                standing.end();
            }
        }
        Measured largest = rows.get(rows.size() - 1);
        System.out.printf("`%s`, each over the largest:%n%n", code);
        System.out.println("| " + what + " | time per one of them | bytes allocated per one of them |");
        System.out.println("|--:|--:|--:|");
        for (Measured row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.2f | %.0f |%n",
                    row.count(),
                    row.nanosEach() / largest.nanosEach(),
                    row.bytes() / row.count());
        }
        System.out.printf(
                "%n```mermaid%nxychart-beta%n  title \"time per one of the %s, over the largest\"%n  x-axis [%s]%n  y-axis 0 --> %d%n  line [%s]%n```%n%n",
                what,
                rows.stream()
                        .map(row -> String.format(Locale.ROOT, "\"%,d\"", row.count()))
                        .collect(Collectors.joining(", ")),
                (long) Math.ceil(rows.stream()
                        .mapToDouble(row -> row.nanosEach() / largest.nanosEach())
                        .max()
                        .orElseThrow()),
                rows.stream()
                        .map(row -> String.format(Locale.ROOT, "%.2f", row.nanosEach() / largest.nanosEach()))
                        .collect(Collectors.joining(", ")));
    }

    private Measured measure(long count, SocketQuery query) {
        Ports ports = Ports.local();
        long end = System.nanoTime() + WARM_UP_NANOS;
        do {
            call(ports, query);
        } while (System.nanoTime() < end);
        long[] nanos = new long[CALLS];
        long before = allocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            call(ports, query);
            nanos[i] = System.nanoTime() - start;
        }
        long bytes = allocatedBytes() - before;
        Arrays.sort(nanos);
        return new Measured(count, nanos[CALLS / 2], bytes / (double) CALLS);
    }

    /** By this thread and the second one, which is of the common pool and does not end meanwhile. */
    private long allocatedBytes() {
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0) // less for a thread that has ended
                .sum();
    }

    /** Reads and iterates, without addresses. */
    private void call(Ports ports, SocketQuery query) {
        Sockets sockets = ports.sockets().read(query);
        long total = 0;
        for (SocketEntry socket : sockets) {
            total += socket.localPort() + socket.owner().processes().size();
        }
        sum = total;
    }

    /** What one call took on a host with so many. */
    private record Measured(long count, double nanos, double bytes) {
        double nanosEach() {
            return nanos / count;
        }
    }
}
