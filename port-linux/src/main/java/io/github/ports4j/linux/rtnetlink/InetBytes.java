package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Makes addresses of {@code struct in_addr} and {@code struct in6_addr}. */
final class InetBytes {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final int IN_ADDR_SIZE = 4;
    private static final int IN6_ADDR_SIZE = 16;
    private static final int NO_ZONE = -1;

    private InetBytes() {}

    /**
     * The address that is the attribute's value.
     *
     * @param family {@link #AF_INET} or {@link #AF_INET6}
     * @param index of the interface, the zone of an IPv6 address of the link
     */
    static InetAddress of(NetlinkAttributes attribute, int family, int index, String name) {
        int size = family == AF_INET ? IN_ADDR_SIZE : IN6_ADDR_SIZE;
        return of(attribute.value().require(size, name).bytes(size), index);
    }

    /**
     * The address of 4 or 16 bytes.
     *
     * @throws MalformedReplyException if it has another length
     */
    static InetAddress of(byte[] bytes, int index) {
        try {
            if (bytes.length == IN_ADDR_SIZE) {
                return InetAddress.getByAddress(bytes);
            }
            // never an Inet4Address, not even for ::ffff:192.0.2.1
            Inet6Address address = Inet6Address.getByAddress(null, bytes, NO_ZONE);
            return address.isLinkLocalAddress() ? Inet6Address.getByAddress(null, bytes, index) : address;
        } catch (UnknownHostException e) {
            throw new MalformedReplyException("struct in6_addr", 0, bytes.length, IN6_ADDR_SIZE);
        }
    }
}
