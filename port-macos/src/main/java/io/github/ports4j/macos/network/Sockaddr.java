package io.github.ports4j.macos.network;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.socket.EmbeddedScope;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@code struct sockaddr}, which on Darwin begins with its length and a family of one byte each. It may be shorter than the structure
 * of its family, as netmasks are: what is missing is zero.
 *
 * @see "sys/socket.h, netinet/in.h, netinet6/in6.h, macOS 10.15 to 15.6"
 */
final class Sockaddr {
    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_LINK = 18;
    static final int AF_INET6 = 30;

    static final int SA_LEN = 0;
    static final int SA_FAMILY = 1;

    /** The two bytes that each has. */
    static final int HEADER_SIZE = 2;

    static final int SIN_ADDR = 4;
    static final int SIN6_ADDR = 8;
    static final int SIN6_SCOPE_ID = 24;

    /** Of {@code struct sockaddr_dl}. */
    static final int SDL_INDEX = 2;

    private static final int IN_ADDR_SIZE = 4;
    private static final int IN6_ADDR_SIZE = 16;
    private static final int NO_ZONE = -1;

    private final byte[] bytes;
    private final ByteOrder order;

    private Sockaddr(byte[] bytes, ByteOrder order) {
        this.bytes = bytes;
        this.order = order;
    }

    /** The one at this address; empty for address 0. Reads no more than it has bytes. */
    static Optional<Sockaddr> read(AddressSpace memory, long address) {
        if (address == 0) {
            return Optional.empty();
        }
        ByteBuffer first = memory.read(address, 1);
        int length = first.get(SA_LEN) & 0xff;
        byte[] bytes = new byte[Math.max(length, HEADER_SIZE)];
        if (length > 0) {
            memory.read(address, length).get(0, bytes, 0, length);
        }
        return Optional.of(new Sockaddr(bytes, first.order()));
    }

    /** One of so many bytes, from 0, in a buffer in which they are. */
    static Sockaddr at(ByteBuffer in, int start, int length) {
        byte[] bytes = new byte[Math.max(length, HEADER_SIZE)];
        in.get(start, bytes, 0, length);
        return new Sockaddr(bytes, in.order());
    }

    /** {@code AF_…}; {@link #AF_UNSPEC} for many netmasks. */
    int family() {
        return bytes[SA_FAMILY] & 0xff;
    }

    /**
     * The address, if it is one of IP; one of a link has a zone.
     *
     * @param index of the interface, the zone where the structure has none; 0 if that is not known
     * @throws MalformedReplyException if it is not there in full
     */
    Optional<InetAddress> address(int index) {
        return switch (family()) {
            case AF_INET -> Optional.of(of(part(SIN_ADDR, IN_ADDR_SIZE)));
            case AF_INET6 -> Optional.of(six(index));
            default -> Optional.empty();
        };
    }

    /**
     * The number of the interface, if this is one of AF_LINK.
     *
     * @throws MalformedReplyException if it is not there
     */
    int linkIndex() {
        return ByteBuffer.wrap(part(SDL_INDEX, Short.BYTES)).order(order).getShort() & 0xffff;
    }

    /**
     * How many leading bits are set, if this is a netmask.
     *
     * @param family of the address that it belongs to: its own may be missing
     * @throws MalformedReplyException if others are set too
     */
    int prefixLength(int family) {
        int start = family == AF_INET ? SIN_ADDR : SIN6_ADDR;
        byte[] mask = Arrays.copyOf(
                Arrays.copyOfRange(bytes, Math.min(start, bytes.length), bytes.length), addressSize(family));
        int length = 0;
        while (length < Byte.SIZE * mask.length && bit(mask, length)) {
            length++;
        }
        for (int i = length; i < Byte.SIZE * mask.length; i++) {
            if (bit(mask, i)) {
                throw new MalformedReplyException("netmask with a hole", start, length, i);
            }
        }
        return length;
    }

    /** How many bytes an address of this family has. */
    static int addressSize(int family) {
        return family == AF_INET ? IN_ADDR_SIZE : IN6_ADDR_SIZE;
    }

    private static boolean bit(byte[] mask, int index) {
        return (mask[index / Byte.SIZE] >>> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) != 0;
    }

    private InetAddress six(int index) {
        byte[] address = part(SIN6_ADDR, IN6_ADDR_SIZE);
        ByteBuffer wire = ByteBuffer.wrap(address); // network order
        int embedded = EmbeddedScope.of(wire.getLong(0));
        wire.putLong(0, EmbeddedScope.cleared(wire.getLong(0)));
        Inet6Address plain = six(address, NO_ZONE);
        int zone = scopeId() != 0 ? scopeId() : embedded != 0 ? embedded : index;
        return plain.isLinkLocalAddress() && zone != 0 ? six(address, zone) : plain;
    }

    private int scopeId() {
        return bytes.length < SIN6_SCOPE_ID + Integer.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).order(order).getInt(SIN6_SCOPE_ID);
    }

    private byte[] part(int start, int size) {
        if (bytes.length < start + size) {
            throw new MalformedReplyException(
                    "sockaddr of family " + family(), start, Math.max(0, bytes.length - start), size);
        }
        return Arrays.copyOfRange(bytes, start, start + size);
    }

    private static InetAddress of(byte[] four) {
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 bytes are an address", e);
        }
    }

    /** Never an Inet4Address, not even for ::ffff:192.0.2.1. */
    private static Inet6Address six(byte[] address, int zone) {
        try {
            return Inet6Address.getByAddress(null, address, zone);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }
}
