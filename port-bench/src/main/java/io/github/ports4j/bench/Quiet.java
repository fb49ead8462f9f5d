package io.github.ports4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until this machine has nothing else to do, so that a pair is measured undisturbed; but not for ever. */
final class Quiet {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int FIRST = 1;
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int LAST = 8;
    private static final long GLANCE_MILLIS = 50;
    private static final double ENOUGH = 0.85;

    private final long patienceNanos;
    private int inVain;

    /** Waits at most this long each time. */
    Quiet(int patienceSeconds) {
        patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
    }

    /** Waits. */
    void await() throws IOException, InterruptedException {
        if (patienceNanos == 0) {
            return;
        }
        long end = System.nanoTime() + patienceNanos;
        while (!isQuiet()) {
            if (System.nanoTime() > end) {
                inVain++;
                return;
            }
        }
    }

    /** How often it waited in vain. */
    int inVain() {
        return inVain;
    }

    private static boolean isQuiet() throws IOException, InterruptedException {
        long[] before = times();
        Thread.sleep(GLANCE_MILLIS);
        long[] after = times();
        long all = 0;
        for (int i = FIRST; i <= LAST; i++) {
            all += after[i] - before[i];
        }
        long idle = after[IDLE] - before[IDLE] + after[IOWAIT] - before[IOWAIT];
        return all > 0 && (double) idle / all >= ENOUGH;
    }

    /** The line "cpu user nice system idle iowait irq softirq steal ..." of proc_stat(5). */
    private static long[] times() throws IOException {
        List<String> lines = Files.readAllLines(STAT);
        String[] words = lines.get(0).split(" +", -1);
        long[] times = new long[LAST + 1];
        for (int i = FIRST; i <= LAST; i++) {
            times[i] = Long.parseLong(words[i]);
        }
        return times;
    }
}
