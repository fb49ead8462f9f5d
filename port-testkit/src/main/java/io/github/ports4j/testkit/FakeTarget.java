package io.github.ports4j.testkit;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.util.Optional;

/** A hold on a fake process. */
final class FakeTarget implements ProcessTarget {
    private final HostState host;
    private final FakeProcess process;
    private boolean closed;

    FakeTarget(HostState host, FakeProcess process) {
        this.host = host;
        this.process = process;
        host.openTargets++;
    }

    @Override
    public ProcessId id() {
        return process.id();
    }

    @Override
    public boolean gone() {
        requireOpen();
        return !process.alive();
    }

    @Override
    public Optional<ProcessFacts> facts() {
        synchronized (host) {
            requireOpen();
            return process.alive() ? Optional.of(process.facts()) : Optional.empty();
        }
    }

    @Override
    public Delivery permission() {
        synchronized (host) {
            requireOpen();
            if (!process.alive()) {
                return Delivery.GONE;
            }
            return host.maySignal(process) ? Delivery.DELIVERED : Delivery.NOT_PERMITTED;
        }
    }

    @Override
    public Delivery send(Signal signal) {
        synchronized (host) {
            process.untouchable().ifPresent(why -> {
                throw new AssertionError("the library sends " + signal + " to " + process + ", which is " + why);
            });
            Delivery delivery = permission();
            if (delivery == Delivery.DELIVERED) {
                host.signals.add(new SentSignal(host.clock.elapsed(), process.id(), signal));
                process.deliver(signal);
            }
            return delivery;
        }
    }

    @Override
    public void close() {
        synchronized (host) {
            if (!closed) {
                closed = true;
                host.openTargets--;
            }
        }
    }

    private void requireOpen() {
        synchronized (host) {
            if (closed) {
                throw new IllegalStateException("the hold on " + process + " was closed before");
            }
        }
    }

    @Override
    public String toString() {
        return "hold on " + process;
    }
}
