package io.github.ports4j.core;

import io.github.ports4j.Firewall;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.Port;
import io.github.ports4j.PortGroup;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessTerminator;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.core.firewall.LocalFirewall;
import io.github.ports4j.core.free.SignalTerminator;
import io.github.ports4j.core.scan.ConnectScanner;
import io.github.ports4j.spi.HostProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** {@link Ports} over one provider. */
final class LocalPorts implements Ports {
    private final HostProvider host;
    private final String description;

    LocalPorts(HostProvider host, String description) {
        this.host = host;
        this.description = description;
    }

    @Override
    public PortGroup tcp(int first, int second, int... more) {
        return ports(numbers(TransportProtocol.TCP, first, second, more));
    }

    @Override
    public PortGroup udp(int first, int second, int... more) {
        return ports(numbers(TransportProtocol.UDP, first, second, more));
    }

    private static List<TransportPort> numbers(TransportProtocol protocol, int first, int second, int... more) {
        List<TransportPort> ports = new ArrayList<>();
        ports.add(new TransportPort(protocol, first));
        ports.add(new TransportPort(protocol, second));
        for (int number : more) {
            ports.add(new TransportPort(protocol, number));
        }
        return ports;
    }

    @Override
    public Port port(TransportPort port) {
        return new OnePort(host, port);
    }

    @Override
    public PortGroup ports(Collection<TransportPort> ports) {
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("no port was named");
        }
        return new SeveralPorts(host, List.copyOf(new LinkedHashSet<>(ports)));
    }

    @Override
    public SocketTable sockets() {
        return host.sockets();
    }

    @Override
    public PortScanner scanner() {
        return new ConnectScanner(host);
    }

    @Override
    public ProcessTerminator terminator() {
        return new SignalTerminator(host);
    }

    @Override
    public NetworkInterfaces interfaces() {
        return host.interfaces();
    }

    @Override
    public ProtocolStatistics statistics() {
        return host.statistics();
    }

    @Override
    public Firewall firewall() {
        return new LocalFirewall(host);
    }

    @Override
    public ServiceNames serviceNames() {
        return host.serviceNames();
    }

    @Override
    public String toString() {
        return "ports of this host by " + description;
    }
}
