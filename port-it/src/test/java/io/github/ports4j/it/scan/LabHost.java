package io.github.ports4j.it.scan;

import io.github.ports4j.PortRange;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An address in a laboratory, and what a scan must find at each of its ports.
 *
 * @param address IPv4 or IPv6
 * @param service what is at the open ports
 * @param open the ports where somebody is
 * @param closed the ports where it says that nobody is
 * @param rest what the other ports are
 */
record LabHost(String address, Service service, PortSet open, PortSet closed, ScanState rest) {
    /** What {@code listen.c} does with those who come. */
    enum Service {
        /** Keeps a TCP connection until the other side ends it. */
        KEEP,
        /** Resets a TCP connection as soon as it has it. */
        RESET,
        /** Sends a UDP datagram back. */
        ECHO
    }

    /** The protocol that it is there for. */
    TransportProtocol protocol() {
        return service == Service.ECHO ? TransportProtocol.UDP : TransportProtocol.TCP;
    }

    /** What a scan must say of a port. */
    ScanState state(int port) {
        if (open.contains(port)) {
            return ScanState.OPEN;
        }
        return closed.contains(port) ? ScanState.CLOSED : rest;
    }

    /** Which of these ports must have this state. */
    PortSet expected(ScanState state, PortSet asked) {
        List<PortRange> found = asked.stream()
                .filter(port -> state(port) == state)
                .mapToObj(port -> PortRange.of(port, port))
                .toList();
        return PortSet.of(found);
    }

    /** The address, as a report has it. */
    InetAddress inetAddress() {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address: " + address, e);
        }
    }

    /** Asks for these ports of it. */
    ScanRequest request(PortSet ports) {
        ScanRequest host = ScanRequest.of(address);
        return protocol() == TransportProtocol.TCP ? host.tcp(ports) : host.udp(ports);
    }

    /** The arguments with which {@code listen.c} is what is at the open ports. */
    List<String> listener() {
        return List.of(
                service.name().toLowerCase(Locale.ROOT),
                address,
                open.stream().mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }
}
