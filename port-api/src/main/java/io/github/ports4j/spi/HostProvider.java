package io.github.ports4j.spi;

import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.UnsupportedFeatureException;
import java.util.Optional;

/**
 * One operating system. Implementations have a public constructor without arguments that touches nothing native, are found
 * with {@link java.util.ServiceLoader}, and are stateless and safe for use by many threads.
 *
 * <p>Each method that a system has no way to answer keeps its default, which throws {@link UnsupportedFeatureException}.
 */
public interface HostProvider {
    /** The provider's name for people, such as {@code linux}. */
    String name();

    /** Whether this provider can work here. Asked before anything else; loads what is native only if the system fits. */
    Availability availability();

    /** The socket table. */
    default SocketTable sockets() {
        throw missing("a socket table");
    }

    /** Processes and signals. */
    default ProcessControl processes() {
        throw missing("control of processes");
    }

    /** The probe whether a port can be bound. */
    default PortProbe probe() {
        throw missing("a probe of ports");
    }

    /** The ports that the system gives to connections by itself. */
    default PortRange ephemeralPorts() {
        throw missing("a range of ephemeral ports");
    }

    /** Network interfaces. */
    default NetworkInterfaces interfaces() {
        throw missing("a list of network interfaces");
    }

    /** Statistics of protocols. */
    default ProtocolStatistics statistics() {
        throw missing("statistics of protocols");
    }

    /**
     * The names of services that the system's file of them gives to ports now.
     *
     * @throws UnsupportedFeatureException also if there is no such file
     */
    default ServiceNames serviceNames() {
        throw missing("a file of services");
    }

    /**
     * How attempts to connect are made for the scanner, if this system has a way of its own. Where it has none, the JVM's own channels
     * are used.
     */
    default Optional<ConnectEngine> connectEngine() {
        return Optional.empty();
    }

    /** The packet filter as it is now, found out at this call: who manages it is decided by then. */
    default PacketFilter packetFilter() {
        throw missing("a packet filter");
    }

    /** The clock by which waiting is measured. */
    default HostClock clock() {
        return HostClock.system();
    }

    private UnsupportedFeatureException missing(String what) {
        return new UnsupportedFeatureException(
                "the provider '" + name() + "' has no " + what.replaceFirst("^an? ", ""));
    }
}
