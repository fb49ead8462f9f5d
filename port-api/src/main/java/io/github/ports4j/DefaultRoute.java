package io.github.ports4j;

import io.github.ports4j.internal.RouteRow;
import java.net.InetAddress;
import java.util.Optional;

/** A way out for destinations that no other route names. Immutable. */
public final class DefaultRoute {
    private final AddressFamily family;
    private final String interfaceName;
    private final int interfaceIndex;
    private final Optional<InetAddress> gateway;
    private final long metric;

    DefaultRoute(RouteRow row) {
        family = row.family;
        interfaceName = row.interfaceName;
        interfaceIndex = row.interfaceIndex;
        gateway = Optional.ofNullable(row.gateway);
        metric = row.metric;
    }

    /** For packets of which family. */
    public AddressFamily family() {
        return family;
    }

    /** By which interface. */
    public String interfaceName() {
        return interfaceName;
    }

    /** The number of that interface. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /**
     * The next router, for IPv4 perhaps one with an IPv6 address; empty where every destination is taken to be on the link.
     */
    public Optional<InetAddress> gateway() {
        return gateway;
    }

    /** The lower, the more it is preferred; from 0 to 4,294,967,295. */
    public long metric() {
        return metric;
    }

    /** Prints {@code default via 192.0.2.1 dev eth0 metric 100}. */
    @Override
    public String toString() {
        return "default"
                + gateway.map(router -> " via " + InternetAddress.format(router))
                        .orElse("") + " dev " + Printable.of(interfaceName) + (metric == 0 ? "" : " metric " + metric);
    }
}
