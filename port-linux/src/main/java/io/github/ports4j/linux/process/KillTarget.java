package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.posix.SignalSender;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.util.Optional;

/**
 * A process where pidfds are missing. Its directory in /proc is held open, which shows nothing any more once the process is
 * gone, whoever has its pid then; this is looked at immediately before each {@code kill(2)}, and the moment between the two
 * is all that is left for a pid to change hands.
 */
final class KillTarget implements ProcessTarget {
    private final ProcessId id;
    private final Descriptor directory;

    /** Takes over the descriptor of its directory in /proc. */
    KillTarget(ProcessId id, Descriptor directory) {
        this.id = id;
        this.directory = directory;
    }

    @Override
    public ProcessId id() {
        return id;
    }

    @Override
    public boolean gone() {
        try (ProcessReader reader = new ProcessReader()) {
            return reader.ended(directory.number());
        }
    }

    @Override
    public Optional<ProcessFacts> facts() {
        try (ProcessReader reader = new ProcessReader()) {
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
        directory.close();
    }

    private Delivery deliver(int signal) {
        if (gone()) {
            return Delivery.GONE;
        }
        return Deliveries.of("kill(" + id + ", " + signal + ")", SignalSender.kill(id.pid(), signal));
    }
}
