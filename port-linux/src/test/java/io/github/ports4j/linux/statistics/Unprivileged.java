package io.github.ports4j.linux.statistics;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.spi.HostClock;

/** Reads all counters; a program for a JVM without any capability. */
final class Unprivileged {
    private Unprivileged() {}

    /** Prints a line for each protocol: its name and how many values it has. */
    public static void main(String[] args) {
        for (ProtocolCounters counters : new LinuxProtocolStatistics(HostClock.system()).all()) {
            System.out.println(counters.protocol() + " " + counters.names().size());
        }
    }
}
