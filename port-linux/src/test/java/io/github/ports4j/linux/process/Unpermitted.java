package io.github.ports4j.linux.process;

import io.github.ports4j.PortException;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Instant;

/** Looks at a process of another user and tries to end it; a program for a JVM without the rights to. */
final class Unpermitted {
    private Unpermitted() {}

    /** Prints what it got; the arguments are pid and start. */
    public static void main(String[] args) {
        LinuxProcesses processes = new LinuxProcesses();
        ProcessId id = HostValues.processId(Long.parseLong(args[0]), Long.parseLong(args[1]), Instant.EPOCH);
        try {
            ProcessFacts facts = processes.read(id.pid()).orElseThrow();
            System.out.println(facts.name() + " " + facts.user() + " " + facts.executable());
        } catch (PortException failure) {
            System.out.println(failure.getMessage());
        }
        try (ProcessTarget target = processes.open(id).orElseThrow();
                ProcessTarget watched = LinuxProcesses.watched(id).orElseThrow()) {
            System.out.println(target.permission() + " " + target.send(Signal.TERM));
            System.out.println(watched.permission() + " " + watched.send(Signal.TERM));
        } catch (PortException failure) {
            System.out.println(failure.getMessage());
        }
    }
}
