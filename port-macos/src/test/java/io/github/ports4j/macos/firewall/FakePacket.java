package io.github.ports4j.macos.firewall;

/**
 * The first packet of a connection.
 *
 * @param protocol tcp or udp
 * @param port to which port
 * @param source from which address
 * @param interfaceName by which interface
 */
record FakePacket(String protocol, int port, String source, String interfaceName) {}
