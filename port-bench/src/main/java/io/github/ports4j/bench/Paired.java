package io.github.ports4j.bench;

import io.github.ports4j.Ports;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Compares one call of this library with other programs, in pairs that alternate, and prints the ratios as Markdown.
 *
 * <pre>{@code
 * Paired QUESTION [--port N] [--pairs N] [--fewest N] [--calls N] [--warmup SECONDS] [--patience SECONDS] [--bound RATIO]
 *        [--ours REGEX COMMAND... ;]        a whole process of ours in place of the call
 *        [--part COMMAND... ;]...           a whole process that ours does more than, such as an empty JVM
 *        [--floor KEY COMMAND... ;]...      a C floor: prints med_ns= and what it found as KEY=
 *        [--scan-floor COMMAND... ;]...     a C floor of scans: prints sec= and open=
 *        [--program REGEX COMMAND... ;]...  a whole process: prints REGEX for each find
 *        [--oshi]                           OSHI in this JVM
 * }</pre>
 *
 * <p>{@code --fewest} is how many pairs make a result: fewer than 30 only where one takes long. {@code --bound} is how many times as long as a floor the call may take, or how many milliseconds more than a part. {@code --patience} is how long a pair waits for
 * the machine to have nothing else to do.
 */
public final class Paired {
    private final Options options;
    private final Side ours;
    private final PrintStream out;

    private Paired(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        ours = options.program()
                .orElseGet(() -> options.question().ours(Ports.local(), options.port(), options.calls()));
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("paired: " + e.getMessage());
            System.exit(2);
            return;
        }
        new Paired(options, new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8))
                .run();
    }

    private void run() throws IOException, InterruptedException {
        long answer = ours.answer();
        List<Comparison> comparisons = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        for (Side other : options.others()) {
            answers.add(other.answer());
            comparisons.add(new Comparison(ours, other, options.pairs()));
        }
        warmUp();
        Quiet quiet = new Quiet(options.patienceSeconds());
        for (int pair = 0; pair < options.pairs(); pair++) {
            for (Comparison comparison : comparisons) {
                quiet.await();
                comparison.measurePair();
            }
        }
        String unit = options.question().unit();
        out.printf("`%s` finds %d %s.%n%n", ours.name(), answer, unit);
        out.printf("| compared with | measured | %s found | ratio | 95 %% interval | pairs | says |%n", unit);
        out.println("|---|---|--:|---|---|--:|---|");
        for (int i = 0; i < comparisons.size(); i++) {
            out.println(row(comparisons.get(i), answer, answers.get(i)));
        }
        if (quiet.inVain() > 0) {
            out.printf(
                    "%nThe machine was busy with other things when %d of %d pairs began.%n",
                    quiet.inVain(), comparisons.size() * options.pairs());
        }
        out.println();
    }

    private void warmUp() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.warmUpSeconds());
        do {
            ours.sample();
        } while (System.nanoTime() < end);
        for (Side other : options.others()) {
            other.sample();
        }
    }

    private String row(Comparison comparison, long answer, long theirAnswer) {
        Side theirs = comparison.theirs();
        if (theirs.isPart()) {
            return partRow(theirs, comparison.millisMore());
        }
        boolean isFloor = theirs.isFloor();
        Estimate estimate = isFloor ? comparison.oursOverTheirs() : comparison.theirsOverOurs();
        String ratio = Estimate.format(estimate.median());
        return String.format(
                "| `%s` | %s | %d | %s | %s | %d | %s |",
                theirs.name(),
                theirs.measured(),
                theirAnswer,
                isFloor ? "ours takes " + ratio + " × as long" : "it takes " + ratio + " × as long",
                estimate.interval(),
                options.pairs(),
                isFloor ? verdict(estimate, answer, theirAnswer) : opinion(estimate, answer, theirAnswer));
    }

    private String partRow(Side theirs, Estimate millis) {
        return String.format(
                "| `%s` | %s | | ours takes %s ms more | %s | %d | %s |",
                theirs.name(),
                theirs.measured(),
                Estimate.format(millis.median()),
                millis.interval(),
                options.pairs(),
                options.pairs() < options.fewestPairs() ? noResult() : judged(millis, " ms"));
    }

    private String verdict(Estimate estimate, long answer, long floorAnswer) {
        if (!agree(answer, floorAnswer)) {
            return "no result: the answers differ";
        }
        if (!isResult(estimate)) {
            return noResult();
        }
        return judged(estimate, "");
    }

    private String judged(Estimate estimate, String unit) {
        if (options.bound() == 0) {
            return "no bound";
        }
        String bound = "bound " + Estimate.format(options.bound()) + unit;
        if (estimate.high() <= options.bound()) {
            return bound + " holds";
        }
        return estimate.low() > options.bound() ? bound + " missed" : bound + " is within the interval";
    }

    private String opinion(Estimate estimate, long answer, long theirAnswer) {
        if (!isResult(estimate)) {
            return noResult();
        }
        String speed = estimate.low() > 1 ? "slower" : estimate.high() < 1 ? "faster" : "alike";
        return agree(answer, theirAnswer) ? speed : speed + ", another answer";
    }

    private boolean isResult(Estimate estimate) {
        return options.pairs() >= options.fewestPairs() && estimate.isResult();
    }

    private String noResult() {
        return options.pairs() < options.fewestPairs()
                ? "no result: fewer than " + options.fewestPairs() + " pairs"
                : "no result: wider than ± 10 %";
    }

    /** Whether two counts are the same, but for sockets that came or went between them where there are many. */
    private static boolean agree(long one, long other) {
        return Math.abs(one - other) <= Math.max(one, other) / 100;
    }
}
