package io.github.ports4j.cli;

import io.github.ports4j.PortSet;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a list of ports as {@code ports scan} takes it. */
final class PortList {
    private PortList() {}

    /**
     * Reads {@code 22,80,1000-2000,ssh}. A name stands for its port with those of the protocols that have one of this name.
     *
     * @param services asked only if there is a name
     * @throws UsageException if a part is neither port, range nor known name
     */
    static Map<TransportProtocol, PortSet> read(
            String text, Set<TransportProtocol> protocols, Supplier<ServiceNames> services) {
        Map<TransportProtocol, PortSet> ports = new EnumMap<>(TransportProtocol.class);
        for (String part : text.split(",", -1)) {
            if (part.matches("[-0-9]*")) {
                PortSet range = PortSet.of(List.of(Arguments.portRange(part)));
                protocols.forEach(protocol -> ports.merge(protocol, range, PortSet::with));
            } else {
                named(part, protocols, services.get())
                        .forEach((protocol, port) -> ports.merge(protocol, port, PortSet::with));
            }
        }
        return ports;
    }

    private static Map<TransportProtocol, PortSet> named(
            String name, Set<TransportProtocol> protocols, ServiceNames services) {
        Map<TransportProtocol, PortSet> found = new EnumMap<>(TransportProtocol.class);
        for (TransportProtocol protocol : protocols) {
            Optional<TransportPort> port = services.port(name, protocol);
            port.ifPresent(known -> found.put(protocol, PortSet.of(known.number())));
        }
        if (found.isEmpty()) {
            throw new UsageException("not a port, a range or a known service: '" + name + "'");
        }
        return found;
    }
}
