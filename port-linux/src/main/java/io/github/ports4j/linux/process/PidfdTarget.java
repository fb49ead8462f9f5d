package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.util.Optional;

/** A process held by a pidfd: a signal can reach no other, and poll(2) tells its end. */
final class PidfdTarget implements ProcessTarget {
    private final ProcessId id;
    private final Descriptor pidfd;

    /** Takes over the descriptor. */
    PidfdTarget(ProcessId id, Descriptor pidfd) {
        this.id = id;
        this.pidfd = pidfd;
    }

    /** For poll(2). */
    int descriptor() {
        return pidfd.number();
    }

    @Override
    public ProcessId id() {
        return id;
    }

    @Override
    public boolean gone() {
        return Pidfd.ended(descriptor());
    }

    @Override
    public Optional<ProcessFacts> facts() {
        try (ProcessReader reader = new ProcessReader()) {
            // Still there afterwards: then it was this one that had the pid when the facts were read.
            return reader.read(id.pid()).filter(facts -> facts.id().equals(id) && !gone());
        }
    }

    @Override
    public Delivery permission() {
        return deliver(0);
    }

    @Override
    public Delivery send(Signal signal) {
        return deliver(SignalNumbers.of(signal));
    }

    @Override
    public void close() {
        pidfd.close();
    }

    private Delivery deliver(int signal) {
        return Deliveries.of("pidfd_send_signal(" + id + ", " + signal + ")", Pidfd.send(descriptor(), signal));
    }
}
