package io.github.ports4j.core.free;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** {@link Freeing} of some ports of a host. */
public final class PortFreeing implements Freeing {
    private final HostProvider host;
    private final List<TransportPort> ports;
    private final FreeSettings settings;

    public PortFreeing(HostProvider host, List<TransportPort> ports) {
        this(host, ports, FreeSettings.DEFAULT);
    }

    private PortFreeing(HostProvider host, List<TransportPort> ports, FreeSettings settings) {
        this.host = host;
        this.ports = ports;
        this.settings = settings;
    }

    private PortFreeing with(FreeSettings other) {
        return new PortFreeing(host, ports, other);
    }

    @Override
    public Freeing onlyIf(Predicate<? super ProcessInfo> condition) {
        return with(settings.withCondition(condition));
    }

    @Override
    public Freeing ladder(SignalLadder ladder) {
        return with(settings.withLadder(ladder));
    }

    @Override
    public Freeing withDescendants() {
        return with(settings.withDescendants());
    }

    @Override
    public Freeing allow(Protection first, Protection... more) {
        return with(settings.withAllowed(first).withAllowed(more));
    }

    @Override
    public Freeing settle(Duration window) {
        return with(settings.withSettle(window));
    }

    @Override
    public Freeing within(Duration deadline) {
        return with(settings.within(deadline));
    }

    @Override
    public FreePlan plan() {
        return new AssessedPlan(host, settings, Assessment.of(host, ports, settings));
    }

    @Override
    public List<FreeResult> free() {
        long start = host.clock().nanoTime();
        return new FreeRun(host, settings, Assessment.of(host, ports, settings), start).run();
    }

    @Override
    public String toString() {
        return "freeing " + ports + " by " + settings.ladder();
    }
}
