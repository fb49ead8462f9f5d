package io.github.ports4j.linux.statistics;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.spi.HostClock;
import java.util.List;

/** Reads all counters; a program for a JVM without any capability. */
final class Unprivileged {
    private Unprivileged() {}

    /** Prints the lines. */
    public static void main(String[] args) {
        lines(new LinuxProtocolStatistics(HostClock.system()).all()).forEach(System.out::println);
    }

    /** One for each value: its protocol and its name. */
    static List<String> lines(List<ProtocolCounters> all) {
        return all.stream()
                .flatMap(counters -> counters.names().stream().map(name -> counters.protocol() + " " + name))
                .toList();
    }
}
