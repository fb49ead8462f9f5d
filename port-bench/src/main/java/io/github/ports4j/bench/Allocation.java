package io.github.ports4j.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Counts the bytes that calls allocate, by JMH's {@code -prof gc}, and prints them as Markdown.
 *
 * <pre>{@code Allocation WORKLOAD_PROGRAM}</pre>
 *
 * <p>A JDK before 21 does not count what a thread allocated that has ended since; use a newer one for calls that start threads.
 */
public final class Allocation {
    private static final int PROCESSES = 2000;
    private static final int FEW = 20;
    private static final int MANY = 40;

    private final Path workload;
    private final PrintStream out;

    private Allocation(Path workload, PrintStream out) {
        this.workload = workload;
        this.out = out;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, RunnerException {
        if (args.length != 1) {
            System.err.println("allocation: give the program compiled of workload.c");
            System.exit(2);
        }
        Allocation allocation = new Allocation(Path.of(args[0]), System.out);
        allocation.perDescriptor();
        allocation.perSocket();
    }

    /** The same call with the same processes, which have more descriptors the second time. */
    private void perDescriptor() throws IOException, RunnerException {
        out.println("| call | on a host with | bytes per call |");
        out.println("|---|---|--:|");
        Measured few = owners(FEW);
        Measured many = owners(MANY);
        out.printf(
                Locale.ROOT,
                "%nOf a descriptor that is looked at: **%.2f bytes**, the difference of the two. Of a process: %.0f bytes.%n%n",
                (many.bytes() - few.bytes())
                        / (many.size().descriptors() - few.size().descriptors()),
                few.bytes() / few.size().processes());
    }

    private Measured owners(int descriptors) throws IOException, RunnerException {
        return measure(
                "ownersOfHeldPort",
                "W2",
                "--processes",
                Integer.toString(PROCESSES),
                "--descriptors",
                Integer.toString(descriptors));
    }

    private void perSocket() throws IOException, RunnerException {
        out.println("| call | on a host with | bytes per call |");
        out.println("|---|---|--:|");
        Measured without = measure("withoutOwners", "W4");
        Measured with = measure("withOwners", "W4");
        out.printf(
                Locale.ROOT,
                "%nOf a socket: **%.0f bytes** without its owners, **%.0f bytes** with them.%n%n",
                without.bytes() / without.size().sockets(),
                with.bytes() / with.size().sockets());
    }

    private Measured measure(String benchmark, String... load) throws IOException, RunnerException {
        Workload standing = Workload.start(workload, List.of(load));
        try {
            Measured measured = new Measured(bytes(benchmark), HostSize.count());
            out.printf(Locale.ROOT, "| `%s` | %s | %.0f |%n", benchmark, measured.size(), measured.bytes());
            return measured;
        } finally {
            standing.end();
        }
    }

    private static double bytes(String benchmark) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(SocketTableBenchmark.class.getName() + "\\." + benchmark + "$")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes == null) {
            throw new IllegalStateException("the profiler gave no gc.alloc.rate.norm");
        }
        return bytes.getScore();
    }

    /** What one call allocated on a host of this size. */
    private record Measured(double bytes, HostSize size) {}
}
