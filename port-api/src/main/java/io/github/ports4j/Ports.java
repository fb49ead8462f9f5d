package io.github.ports4j;

import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PortsFactory;
import java.io.IOException;
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

    /**
     * Names who is behind an {@code Address already in use} of a TCP port: the exception to throw in its place.
     *
     * <pre>{@code
     * try {
     *     server.bind(new InetSocketAddress(8080));
     * } catch (BindException e) {
     *     throw ports.explain(e, 8080); // 8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)
     * }
     * }</pre>
     *
     * <p>The port is looked at now: a holder that has gone since can't be named, and the exception says that.
     *
     * @param failure what binding threw: {@link java.net.BindException}, or what a library throws in its place
     * @param port the port that was to be bound
     * @return {@link PortHeldException} with the report of the port; {@link NotPermittedException} if this user may not bind it, and
     *     {@link SystemCallException} if its address is none of this host's, as far as the failure's message tells; each with the failure as its cause
     * @throws IllegalArgumentException if the port is outside 1 to 65535
     * @throws SystemCallException if the kernel refuses every way to its socket table
     */
    default PortException explain(IOException failure, int port) {
        return explain(failure, TransportPort.tcp(port));
    }

    /** The same for a port of either protocol. */
    default PortException explain(IOException failure, TransportPort port) {
        return BindFailure.explained(failure, port(port));
    }

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
