package io.github.ports4j.core;

import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.Port;
import io.github.ports4j.PortReport;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.Inspector;
import io.github.ports4j.core.free.PortFreeing;
import io.github.ports4j.spi.HostProvider;
import java.util.List;
import java.util.Objects;

/** {@link Port} over a provider. */
final class OnePort implements Port {
    private final HostProvider host;
    private final TransportPort id;

    OnePort(HostProvider host, TransportPort id) {
        this.host = host;
        this.id = Objects.requireNonNull(id, "port");
    }

    @Override
    public TransportPort id() {
        return id;
    }

    @Override
    public PortReport explain() {
        return new Inspector(host).explain(id);
    }

    @Override
    public FreeResult free() {
        return freeing().free().get(0);
    }

    @Override
    public Freeing freeing() {
        return new PortFreeing(host, List.of(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
