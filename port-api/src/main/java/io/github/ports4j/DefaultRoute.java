package io.github.ports4j;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A way out for destinations that no other route names.
 *
 * @param family for packets of which family
 * @param interfaceName by which interface
 * @param interfaceIndex its number
 * @param gateway the next router, for IPv4 perhaps one with an IPv6 address; empty where every destination is taken to be on the
 *     link
 * @param metric the lower, the more it is preferred; from 0 to 4,294,967,295
 */
public record DefaultRoute(
        AddressFamily family, String interfaceName, int interfaceIndex, Optional<InetAddress> gateway, long metric) {
    /** Prints {@code default via 192.0.2.1 dev eth0 metric 100}. */
    @Override
    public String toString() {
        return "default"
                + gateway.map(router -> " via " + InternetAddress.format(router))
                        .orElse("") + " dev " + Printable.of(interfaceName) + (metric == 0 ? "" : " metric " + metric);
    }
}
