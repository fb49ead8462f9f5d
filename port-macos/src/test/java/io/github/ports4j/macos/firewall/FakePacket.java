package io.github.ports4j.macos.firewall;

/**
 * A packet of a connection from outside, for {@link FakePf}.
 *
 * @param protocol tcp or udp
 * @param port the port of this host
 * @param source the address of the other host
 * @param interfaceName by which interface it comes, and what is said to it goes
 * @param direction in or out
 * @param flags of TCP
 */
record FakePacket(String protocol, int port, String source, String interfaceName, String direction, String flags) {
    /** The first of a connection. */
    FakePacket(String protocol, int port, String source, String interfaceName) {
        this(protocol, port, source, interfaceName, "in", "S");
    }

    FakePacket then(String towards, String with) {
        return new FakePacket(protocol, port, source, interfaceName, towards, with);
    }
}
