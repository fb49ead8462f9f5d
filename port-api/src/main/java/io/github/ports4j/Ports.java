package io.github.ports4j;

import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PortsFactory;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The ports of this host; the entry to everything here.
 *
 * <pre>{@code
 * Ports ports = Ports.local();
 * System.out.println(ports.tcp(8080).explain());
 * ports.tcp(8080).free().orThrow();
 * }</pre>
 *
 * <p>Safe for use by many threads. Holds no thread and no descriptor between calls and needs no close.
 */
public interface Ports {
    /**
     * The ports of this host, through the one provider that is available.
     *
     * @throws ProviderException if {@code port-core} is missing, or not exactly one provider is available; the message names
     *     each candidate and why it refused
     */
    static Ports local() {
        return factory().local();
    }

    /**
     * The ports that this provider shows, for tests and for fakes.
     *
     * @throws ProviderException if {@code port-core} is missing or the provider is not available
     */
    static Ports on(HostProvider provider) {
        return factory().on(provider);
    }

    /** Tells whether {@link #local()} would work, so that a test can be skipped where it would not. */
    static boolean supported() {
        return factory().supported();
    }

    private static PortsFactory factory() {
        // our own loader, not the thread's: the same answer whoever asks
        Iterator<PortsFactory> found = ServiceLoader.load(PortsFactory.class, Ports.class.getClassLoader())
                .iterator();
        try {
            if (!found.hasNext()) {
                throw new ProviderException(
                        "port-core is missing: add io.github.ports4j:port-core beside port-api", List.of());
            }
            PortsFactory first = found.next();
            if (found.hasNext()) {
                throw new ProviderException(
                        "two implementations of port-core: " + first + " and " + found.next(), List.of());
            }
            return first;
        } catch (ServiceConfigurationError e) {
            throw new ProviderException("port-core is broken: " + e.getMessage(), List.of(e));
        }
    }

    /**
     * One TCP port.
     *
     * @throws IllegalArgumentException if it is outside 1 to 65535
     */
    default Port tcp(int port) {
        return port(TransportPort.tcp(port));
    }

    /**
     * Several TCP ports at once.
     *
     * @throws IllegalArgumentException if one is outside 1 to 65535
     */
    PortGroup tcp(int first, int second, int... more);

    /**
     * One UDP port.
     *
     * @throws IllegalArgumentException if it is outside 1 to 65535
     */
    default Port udp(int port) {
        return port(TransportPort.udp(port));
    }

    /**
     * Several UDP ports at once.
     *
     * @throws IllegalArgumentException if one is outside 1 to 65535
     */
    PortGroup udp(int first, int second, int... more);

    /** One port. */
    Port port(TransportPort port);

    /**
     * Several ports at once, TCP and UDP mixed.
     *
     * @throws IllegalArgumentException if there is none
     */
    PortGroup ports(Collection<TransportPort> ports);

    /** The socket table. */
    SocketTable sockets();

    /** Finds out which ports of hosts are open. */
    PortScanner scanner();

    /** Looks at processes and ends them. */
    ProcessTerminator terminator();

    /** Network interfaces, their addresses and counters. */
    NetworkInterfaces interfaces();

    /** What the protocols of this host have counted. */
    ProtocolStatistics statistics();

    /** The packet filter. */
    Firewall firewall();

    /**
     * The names of services that this system's file of them, {@code /etc/services}, gives to ports now.
     *
     * @throws UnsupportedFeatureException if there is no such file
     */
    ServiceNames serviceNames();
}
