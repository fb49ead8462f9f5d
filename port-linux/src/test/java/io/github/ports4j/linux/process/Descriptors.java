package io.github.ports4j.linux.process;

import java.io.File;
import java.time.Duration;

/** The open descriptors of this JVM. */
public final class Descriptors {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Descriptors() {}

    public static int count() {
        String[] open = new File("/proc/self/fd").list();
        if (open == null) {
            throw new AssertionError("/proc/self/fd can't be read");
        }
        return open.length;
    }

    /**
     * How many more there are than before. The JVM itself opens a file for a moment now and then, such as those of its cgroup: only
     * what stays open counts.
     */
    public static int leftOpen(int before) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int more = count() - before;
        while (more != 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            more = count() - before;
        }
        return more;
    }
}
