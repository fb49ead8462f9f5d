package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.PortProbe;

/** Tries a port of a fake host by {@link BindRules}. */
final class FakePortProbe implements PortProbe {
    private final HostState host;

    FakePortProbe(HostState host) {
        this.host = host;
    }

    @Override
    public Outcome probe(TransportPort port, AddressFamily family, boolean reuse) {
        synchronized (host) {
            host.probes.add(new MadeProbe(host.clock.elapsed(), port, family, reuse));
            if (!host.families.contains(family)) {
                return Outcome.NO_SUCH_FAMILY;
            }
            if (!host.mayBind(port)) {
                return Outcome.NOT_PERMITTED;
            }
            LiveSocket ours = socket(port, family, reuse);
            boolean refused = host.net.sockets().stream().anyMatch(there -> BindRules.conflict(there, ours));
            return refused ? Outcome.IN_USE : Outcome.BINDABLE;
        }
    }

    private LiveSocket socket(TransportPort port, AddressFamily family, boolean reuse) {
        Address wildcard = family == AddressFamily.IPV4 ? Address.ANY_4 : Address.ANY_6;
        FakeSocket kind = port.protocol() == TransportProtocol.TCP
                ? FakeSocket.bound(port.number())
                : FakeSocket.udp(port.number());
        FakeSocket spec = kind.at(wildcard).reuse(reuse); // at() makes it IPV6_V6ONLY
        return new LiveSocket(spec, wildcard, port.number(), host.uid(host.observer), 0);
    }
}
