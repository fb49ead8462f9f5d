package io.github.ports4j.cli;

import io.github.ports4j.PortRange;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which sockets {@code ports list} is asked for, by protocol and port.
 *
 * @param protocols one or both
 * @param ports empty for all
 */
record PortChoice(Set<TransportProtocol> protocols, Optional<PortRange> ports) {
    /**
     * Reads what was given for a port.
     *
     * @param protocols those that were asked for
     * @param text a port or a range; with services also the name of one
     * @throws UsageException if it is none, or the name is that of different ports
     */
    static PortChoice of(Set<TransportProtocol> protocols, String text, Optional<ServiceNames> services) {
        return services.isPresent() && !text.matches("[-0-9]*")
                ? named(protocols, text, services.get())
                : new PortChoice(protocols, Optional.of(Arguments.portRange(text)));
    }

    /** Only with the protocols that have a port of this name: on others its number means something else. */
    private static PortChoice named(Set<TransportProtocol> protocols, String name, ServiceNames services) {
        List<TransportPort> found = protocols.stream()
                .map(protocol -> services.port(name, protocol))
                .flatMap(Optional::stream)
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("not a port, a range or a known service: '" + name + "'");
        }
        TransportPort first = found.get(0);
        Set<TransportProtocol> having = EnumSet.noneOf(TransportProtocol.class);
        for (TransportPort port : found) {
            if (port.number() != first.number()) {
                throw new UsageException("'" + name + "' is " + first + " and " + port + "; add --tcp or --udp");
            }
            having.add(port.protocol());
        }
        return new PortChoice(having, Optional.of(PortRange.of(first.number(), first.number())));
    }

    /** Sockets with these protocols, in any state, on whatever port. */
    SocketQuery anyPort() {
        return protocols.size() == 1 ? SocketQuery.of(protocols.iterator().next()) : SocketQuery.all();
    }
}
