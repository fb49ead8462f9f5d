package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import java.net.InetAddress;

/**
 * To get from an address of the peer to a port of the host by a new connection, or a datagram that is answered.
 *
 * @param port the port of the host
 * @param from the address of the peer, whose family is that of the attempt
 */
record Attempt(TransportPort port, InetAddress from) {
    @Override
    public String toString() {
        return from.getHostAddress() + " to " + port;
    }
}
