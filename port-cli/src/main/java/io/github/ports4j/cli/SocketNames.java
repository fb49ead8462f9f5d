package io.github.ports4j.cli;

import io.github.ports4j.InternetAddress;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The names that the ends of sockets are shown by, as far as they have some.
 *
 * @param services names of ports; empty if they were not asked for
 * @param hosts names of addresses; empty if they were not asked for
 */
record SocketNames(Optional<ServiceNames> services, Optional<HostNames> hosts) {
    /** The name of the port of this end. */
    Optional<String> service(TransportProtocol protocol, InetSocketAddress end) {
        return end.getPort() == 0
                ? Optional.empty()
                : services.flatMap(names -> names.name(new TransportPort(protocol, end.getPort())));
    }

    /** The name of the host of this end. */
    Optional<String> host(InetSocketAddress end) {
        return hosts.flatMap(names -> names.of(end.getAddress()));
    }

    /** {@code 127.0.0.1:8080}, {@code [::1]:http}, {@code www.example.org:https}. */
    String text(TransportProtocol protocol, InetSocketAddress end) {
        String numbers = InternetAddress.format(end);
        int colon = numbers.lastIndexOf(':');
        return host(end).orElse(numbers.substring(0, colon)) + ":"
                + service(protocol, end).orElse(numbers.substring(colon + 1));
    }
}
