package io.github.ports4j.spi;

import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** How a system makes attempts to connect, for the scanner. Stateless and safe for use by many threads. */
public interface ConnectEngine {
    /** Its name for people, such as {@code epoll}. */
    String name();

    /** Whether it makes attempts over this protocol. Where it does not, the JVM's own channels do. */
    boolean supports(TransportProtocol protocol);

    /**
     * How many attempts may be under way at once so that enough descriptors are left to the rest of this process, as things are now;
     * at least 1.
     */
    int capacity();

    /**
     * Whether the network behind it is made up. Then nothing else is used in its stead, it is used by one thread alone, and time is
     * that of {@link HostProvider#clock()}.
     */
    default boolean simulated() {
        return false;
    }

    /**
     * How long some errors that are there at once take to be seen, because the system tells them only when it tries again by itself;
     * zero where it is asked.
     */
    default Duration lateErrors() {
        return Duration.ZERO;
    }

    /**
     * Whether a connection that was made and reset at once is told from an error of the way. Where it is not, both are {@link
     * io.github.ports4j.ScanReason#NETWORK_ERROR}, and the next attempt at that port tells more than the first.
     */
    default boolean tellsResets() {
        return true;
    }

    /**
     * The addresses of a name.
     *
     * @throws UnknownHostException if it has none, or that can't be found out
     */
    default List<InetAddress> resolve(String name) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(name));
    }

    /**
     * Something that makes attempts, for one thread.
     *
     * @param hosts where to, by their places in this list
     * @param slots how many attempts may be under way at once
     * @throws io.github.ports4j.SystemCallException if it can't be had
     */
    Connector open(TransportProtocol protocol, List<InetAddress> hosts, int slots);
}
