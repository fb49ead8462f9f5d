package io.github.ports4j.bench;

import io.github.ports4j.FreeResult;
import io.github.ports4j.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long after the last holder of a port has ended {@code free()} knows that the port is free, over what a C program takes to ask the
 * table and to bind; prints Markdown.
 *
 * <pre>{@code FreedLatency HOLDER_PROGRAM EXPLAIN_PROGRAM PAIRS}</pre>
 */
public final class FreedLatency {
    private static final int PORT = 18081;
    private static final int WARM_UP = 20;
    private static final double BOUND = 5;
    private static final Duration SETTLE = Duration.ofMillis(1);

    private final Ports ports = Ports.local();
    private final List<String> holder;
    private final List<String> confirm;

    private FreedLatency(String holder, String explain) {
        this.holder = List.of(holder, Integer.toString(PORT));
        this.confirm = List.of(explain, Integer.toString(PORT), "--confirm", "--iter", "101");
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("freed: give the programs compiled of holder.c and explain.c, and how many pairs");
            System.exit(2);
        }
        new FreedLatency(args[0], args[1]).measure(Integer.parseInt(args[2]));
    }

    private void measure(int pairs) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            latency();
        }
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            double ours = latency();
            ratios[i] = ours / Floor.number("med_ns", Child.output(confirm));
        }
        Estimate estimate = Estimate.of(ratios);
        System.out.println(
                "| from the end of the last holder to `freedAfter()` | ratio | 95 % interval | pairs | says |");
        System.out.println("|---|---|---|--:|---|");
        System.out.printf(
                Locale.ROOT,
                "| over the query and the binds as a C program | ours takes %s × as long | %s | %d | %s |%n%n",
                Estimate.format(estimate.median()),
                estimate.interval(),
                pairs,
                verdict(estimate));
    }

    private static String verdict(Estimate estimate) {
        String bound = "bound " + Estimate.format(BOUND);
        if (!estimate.isResult()) {
            return "no result: wider than ± 10 %" + (estimate.high() <= BOUND ? ", all of it below the " + bound : "");
        }
        return bound
                + (estimate.high() <= BOUND
                        ? " holds"
                        : estimate.low() > BOUND ? " missed" : " is within the interval");
    }

    /** Nanoseconds from the moment when the holder's pidfd polls readable to that of which {@code free()} says that the port was free. */
    private double latency() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(holder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            if (!"READY".equals(out.readLine())) {
                throw new IOException("the holder does not stand");
            }
            long start = System.nanoTime(); // of CLOCK_MONOTONIC, as the holder's
            FreeResult result = ports.tcp(PORT).freeing().settle(SETTLE).free().get(0);
            if (result.kind() != FreeResult.Kind.FREED) {
                throw new IOException("not freed: " + result);
            }
            long ended = Floor.number("exit_ns", String.valueOf(out.readLine()));
            process.waitFor();
            return start + result.freedAfter().orElseThrow().toNanos() - ended;
        } finally {
            process.destroyForcibly();
        }
    }
}
