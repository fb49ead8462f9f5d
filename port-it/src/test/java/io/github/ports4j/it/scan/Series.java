package io.github.ports4j.it.scan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.LongStream;

/**
 * How often something is repeated: three times in every build, once if that takes long, and in full with {@code -Dports4j.series=full}; the whole command is in
 * CONTRIBUTING.md.
 */
final class Series {
    private static final int IN_EVERY_BUILD = 3;
    private static final boolean FULL = "full".equals(System.getProperty("ports4j.series"));

    private Series() {}

    /** Skips what the portable engine takes long for, but in full. */
    static void inFullFor(Engine engine) {
        assumeTrue(FULL || engine == Engine.OF_THE_SYSTEM, "takes long: in the long series alone");
    }

    /** How many of so many are run. */
    static int runs(int full) {
        return FULL ? full : IN_EVERY_BUILD;
    }

    /** How many of so many are run of what takes long: one in every build. */
    static int once(int full) {
        return FULL ? full : 1;
    }

    /** A seed for each of them, the same in every build. */
    static LongStream seeds(int full) {
        return LongStream.rangeClosed(1, runs(full));
    }
}
