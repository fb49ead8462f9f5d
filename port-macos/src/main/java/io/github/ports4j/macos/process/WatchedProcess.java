package io.github.ports4j.macos.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.macos.kinfo.SignalNumbers;
import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.util.Optional;

/**
 * A process whose end a kqueue tells. That, and its identity, are looked at immediately before each {@code kill(2)}: macOS has no public
 * way to signal a process that its number alone does not name, so the moment between the two is left for the number to change hands.
 */
final class WatchedProcess implements ProcessTarget {
    private final ProcessId id;
    private final Kqueue exit;
    private boolean ended;

    /** Takes over the kqueue, which has nothing but the end of this process. */
    WatchedProcess(ProcessId id, Kqueue exit) {
        this.id = id;
        this.exit = exit;
    }

    @Override
    public ProcessId id() {
        return id;
    }

    /** The kqueue may keep silent about a process that is being debugged; so it is looked at as well. */
    @Override
    public boolean gone() {
        if (!ended) {
            ended = exit.await(0);
        }
        if (!ended) {
            try (ProcessReader reader = new ProcessReader()) {
                ended = reader.ended(id);
            }
        }
        return ended;
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

    /** {@code kill(pid, signal)}, which also tells success for a zombie. */
    private Delivery deliver(int signal) {
        if (gone()) {
            return Delivery.GONE;
        }
        int errno = LibSystem.kill(Math.toIntExact(id.pid()), signal) < 0 ? LibSystem.errno() : 0;
        return switch (errno) {
            case 0 -> Delivery.DELIVERED;
            case DarwinErrno.ESRCH -> Delivery.GONE;
            case DarwinErrno.EPERM -> Delivery.NOT_PERMITTED;
            default -> throw Failures.of("kill(" + id + ", " + signal + ")", errno);
        };
    }

    @Override
    public void close() {
        exit.close();
    }
}
