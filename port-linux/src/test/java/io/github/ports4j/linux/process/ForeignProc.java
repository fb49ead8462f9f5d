package io.github.ports4j.linux.process;

import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostValues;
import java.time.Instant;

/** Takes hold of pid 1 of the mounted /proc; a program for a JVM in a pid namespace that has no /proc of its own. */
final class ForeignProc {
    private ForeignProc() {}

    /** Prints what was thrown. */
    public static void main(String[] args) {
        try {
            System.out.println(new LinuxProcesses().open(HostValues.processId(1, 1, Instant.EPOCH)));
        } catch (UnsupportedFeatureException expected) {
            System.out.println(expected.getMessage());
        }
    }
}
