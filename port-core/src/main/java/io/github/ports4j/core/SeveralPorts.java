package io.github.ports4j.core;

import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.PortGroup;
import io.github.ports4j.PortReport;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.Inspector;
import io.github.ports4j.core.free.PortFreeing;
import io.github.ports4j.spi.HostProvider;
import java.util.List;

/** {@link PortGroup} over a provider. */
final class SeveralPorts implements PortGroup {
    private final HostProvider host;
    private final List<TransportPort> ids;

    SeveralPorts(HostProvider host, List<TransportPort> ids) {
        this.host = host;
        this.ids = ids;
    }

    @Override
    public List<TransportPort> ids() {
        return ids;
    }

    @Override
    public List<PortReport> explain() {
        Inspector inspector = new Inspector(host);
        return ids.stream().map(inspector::explain).toList();
    }

    @Override
    public List<FreeResult> free() {
        return freeing().free();
    }

    @Override
    public Freeing freeing() {
        return new PortFreeing(host, ids);
    }

    @Override
    public String toString() {
        return ids.toString();
    }
}
