package io.github.ports4j;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of addresses that have their first bits in common, written {@code 192.0.2.0/24} or {@code 2001:db8::/32} (RFC 4632, RFC
 * 4291). To make one asks no name service.
 *
 * @param address the first address of the block, without a zone
 * @param prefixLength how many bits they have in common: 0 to 32, or to 128
 */
public record AddressBlock(InetAddress address, int prefixLength) {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /**
     * Checks the length, and that the address is the first of the block.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public AddressBlock {
        byte[] bytes = address.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("behind the / stands a number from 0 to " + bytes.length * Byte.SIZE);
        }
        for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
            if ((bytes[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0) {
                throw new IllegalArgumentException("the address has bits set behind the prefix");
            }
        }
        try {
            address = InetAddress.getByAddress(bytes); // without name and zone, which have no meaning here
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /**
     * Reads a block, or an address alone, which is a block of one.
     *
     * @throws IllegalArgumentException if the text is neither, or the address has a zone or bits set behind the prefix
     */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = literal(host)
                .filter(found ->
                        found instanceof Inet4Address == host.indexOf(':') < 0) // ::ffff:0:0 is a notation of IPv4
                .orElseThrow(() -> wrong(text, "write an address or a block such as 192.0.2.0/24"));
        int bits = address.getAddress().length * Byte.SIZE;
        String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}")) {
            throw wrong(text, "behind the / stands a number from 0 to " + bits);
        }
        try {
            return new AddressBlock(address, Integer.parseInt(length));
        } catch (IllegalArgumentException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    /** All addresses of this family. */
    public static AddressBlock all(AddressFamily family) {
        return parse(family == AddressFamily.IPV4 ? "0.0.0.0/0" : "::/0");
    }

    /** The address that a literal stands for; asks nobody. A leading zero is octal to some programs and decimal to others: that is none. */
    static Optional<InetAddress> literal(String text) {
        boolean four = text.matches(OCTET + "(\\." + OCTET + "){3}");
        boolean six = text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:][0-9a-fA-F:.]*");
        if (!four && !six) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // a literal, and so not looked up
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("not an address or a block: '" + Printable.of(text) + "'; " + why);
    }

    /** The family of its addresses. */
    public AddressFamily family() {
        return address instanceof Inet4Address ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    /** Whether every address of its family is in it. */
    public boolean isAll() {
        return prefixLength == 0;
    }

    /** Whether every address of the other block is in this one; not if it is of another family. */
    public boolean contains(AddressBlock other) {
        return other.prefixLength >= prefixLength && agrees(other, prefixLength);
    }

    /** Whether some address is in both. */
    public boolean overlaps(AddressBlock other) {
        return agrees(other, Math.min(prefixLength, other.prefixLength));
    }

    private boolean agrees(AddressBlock other, int bits) {
        byte[] mine = address.getAddress();
        byte[] its = other.address.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Prints {@code 192.0.2.0/24}; an address alone without its length. */
    @Override
    public String toString() {
        boolean single = prefixLength == address.getAddress().length * Byte.SIZE;
        return InternetAddress.format(address) + (single ? "" : "/" + prefixLength);
    }
}
