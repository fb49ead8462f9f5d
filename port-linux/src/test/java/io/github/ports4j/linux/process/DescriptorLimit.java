package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.spi.ProcessTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes hold of itself until no descriptor is left; a program for a JVM with a low limit. */
final class DescriptorLimit {
    private DescriptorLimit() {}

    /** Prints, for each way, what was thrown, and how many descriptors were left open when all was closed. */
    public static void main(String[] args) {
        LinuxProcesses processes = new LinuxProcesses();
        ProcessId self = processes.read(processes.currentPid()).orElseThrow().id();
        exhaust(self, processes::open); // loads what names the error
        print(self, processes::open);
        print(self, LinuxProcesses::watched);
    }

    private static void print(ProcessId self, Function<ProcessId, Optional<ProcessTarget>> way) {
        int before = Descriptors.count();
        SystemCallException failure = exhaust(self, way);
        int left = Descriptors.leftOpen(before);
        System.out.println(failure.errnoName() + " " + failure.call());
        System.out.println(left);
    }

    private static SystemCallException exhaust(ProcessId self, Function<ProcessId, Optional<ProcessTarget>> way) {
        List<ProcessTarget> targets = new ArrayList<>();
        try {
            while (true) {
                targets.add(way.apply(self).orElseThrow());
            }
        } catch (SystemCallException expected) {
            return expected;
        } finally {
            targets.forEach(ProcessTarget::close);
        }
    }
}
