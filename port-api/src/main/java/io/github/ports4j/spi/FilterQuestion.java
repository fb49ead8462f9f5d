package io.github.ports4j.spi;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import java.util.Optional;

/**
 * A set of new connections from outside to this host.
 *
 * @param protocol the protocol
 * @param ports to any of these ports
 * @param source from any of these addresses
 * @param interfaceName by this interface; empty for any but the loopback
 */
public record FilterQuestion(
        TransportProtocol protocol, PortRange ports, AddressBlock source, Optional<String> interfaceName) {}
