package io.github.ports4j.macos.firewall;

import io.github.ports4j.TransportProtocol;

/**
 * The first packet of a connection from outside, or one that stands for all that no rule tells from it.
 *
 * @param protocol its protocol; of TCP it is a SYN
 * @param port to which port
 * @param source from which address
 * @param interfaceName by which interface; {@link #OTHER} for one that no rule names
 */
record Packet(TransportProtocol protocol, int port, Address source, String interfaceName) {
    static final String OTHER = "another interface";
}
