package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An address of a fake socket in the form that the builder of tables takes.
 *
 * @param family the family of the socket, not of the address: an IPv6 socket may have an IPv4-mapped address
 * @param high the first 8 bytes of an IPv6 address; 0 for IPv4
 * @param low the last 8 bytes of an IPv6 address; for IPv4 the address in the lower 32 bits
 */
record Address(AddressFamily family, long high, long low) {
    private static final long MAPPED_PREFIX = 0xffffL << 32;

    static final Address ANY_4 = new Address(AddressFamily.IPV4, 0, 0);
    static final Address ANY_6 = new Address(AddressFamily.IPV6, 0, 0);
    static final Address LOOPBACK_4 = new Address(AddressFamily.IPV4, 0, 0x7f000001L);
    static final Address LOOPBACK_6 = new Address(AddressFamily.IPV6, 0, 1);

    static Address of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Address(AddressFamily.IPV4, 0, Integer.toUnsignedLong(bytes.getInt()))
                : new Address(AddressFamily.IPV6, bytes.getLong(), bytes.getLong());
    }

    InetAddress toInet() {
        ByteBuffer bytes = family == AddressFamily.IPV4
                ? ByteBuffer.allocate(4).putInt((int) low)
                : ByteBuffer.allocate(16).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are an address", e);
        }
    }

    boolean isWildcard() {
        return high == 0 && low == 0;
    }

    boolean isMapped() {
        return family == AddressFamily.IPV6 && high == 0 && low >>> 32 == 0xffff;
    }

    /** The local address of a connection to this one: 192.0.2.1 and 2001:db8::1 face other hosts. */
    Address nearEnd() {
        if (equals(LOOPBACK_4) || equals(LOOPBACK_6)) {
            return this;
        }
        return family == AddressFamily.IPV4
                ? new Address(AddressFamily.IPV4, 0, 0xc0000201L)
                : new Address(AddressFamily.IPV6, 0x20010db8L << 32, 1);
    }

    /** This IPv4 address as a socket of that family has it. */
    Address on(AddressFamily socketFamily) {
        return socketFamily == family ? this : new Address(AddressFamily.IPV6, 0, MAPPED_PREFIX | low);
    }

    /** The mapped IPv4 address itself. */
    Address unmapped() {
        return isMapped() ? new Address(AddressFamily.IPV4, 0, low & 0xffffffffL) : this;
    }
}
