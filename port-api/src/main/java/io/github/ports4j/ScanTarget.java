package io.github.ports4j;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scanned: a name, an address, or a block of addresses ({@code 192.0.2.0/24}). An IPv6 address may have a zone
 * ({@code fe80::1%eth0}). Immutable; to make one asks no name service.
 */
public final class ScanTarget {
    /** The most addresses that a block may have: those of a /12 of IPv4. */
    static final int MAX_ADDRESSES = 1 << 20;

    private static final int MAX_NAME = 253;
    private static final String NUMBER = "([0-9]+|0[xX][0-9a-fA-F]*)";

    private final String text;
    private final byte @Nullable [] first; // of the block; null for a name
    private final int addresses;
    private final String zone;

    private ScanTarget(String text, byte @Nullable [] first, int addresses, String zone) {
        this.text = text;
        this.first = first;
        this.addresses = addresses;
        this.zone = zone;
    }

    /**
     * Reads a name, an address or a block.
     *
     * @throws IllegalArgumentException if the text is none of these, the block has bits set behind its prefix, or has more than
     *     1,048,576 addresses
     */
    public static ScanTarget parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return block(text, text.substring(0, slash), text.substring(slash + 1));
        }
        int percent = text.indexOf('%');
        if (percent >= 0) {
            String zone = text.substring(percent + 1);
            byte[] bytes = address(text.substring(0, percent))
                    .filter(six -> six.length == 16)
                    .orElseThrow(() -> wrong(text, "only an IPv6 address has a zone"));
            if (!zone.matches("[\\p{Graph}&&[^%/]]{1,15}")) {
                throw wrong(text, "the zone is the name or the number of an interface");
            }
            return new ScanTarget(text, bytes, 1, zone);
        }
        Optional<byte[]> address = address(text);
        if (address.isPresent()) {
            return new ScanTarget(text, address.get(), 1, "");
        }
        if (text.length() > MAX_NAME || !text.matches("[\\p{L}\\p{N}_]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_.])?")) {
            throw wrong(text, "write a name, an address or a block such as 192.0.2.0/24");
        }
        if (text.matches(NUMBER + "(\\." + NUMBER + ")*\\.?")) { // resolvers read 0x7f.1 as an address
            throw wrong(text, "an IPv4 address has four numbers from 0 to 255, without leading zeros");
        }
        return new ScanTarget(text, null, 0, "");
    }

    private static ScanTarget block(String text, String address, String prefix) {
        byte[] first = address(address)
                .filter(bytes ->
                        bytes.length == (address.indexOf(':') < 0 ? 4 : 16)) // ::ffff:0:0 is a notation of IPv4
                .orElseThrow(() -> wrong(text, "before the / stands an address"));
        int bits = first.length * Byte.SIZE;
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
            throw wrong(text, "behind the / stands a number from 0 to " + bits);
        }
        int free = bits - Integer.parseInt(prefix);
        if (free >= Integer.SIZE || 1L << free > MAX_ADDRESSES) {
            throw wrong(text, "that are more than " + MAX_ADDRESSES + " addresses");
        }
        BigInteger number = new BigInteger(1, first);
        if (number.getLowestSetBit() >= 0 && number.getLowestSetBit() < free) {
            throw wrong(text, "the address has bits set behind the prefix");
        }
        return new ScanTarget(text, first, 1 << free, "");
    }

    private static Optional<byte[]> address(String text) {
        return AddressBlock.literal(text).map(InetAddress::getAddress);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("not a host: '" + Printable.of(text) + "'; " + why);
    }

    /** Whether it is a name, whose addresses only a name service knows. */
    public boolean isName() {
        return first == null;
    }

    /** How many addresses it stands for; 0 for a name, as that is not known before it is resolved. */
    public int addresses() {
        return addresses;
    }

    /**
     * One of its addresses.
     *
     * @param index from 0 to less than {@link #addresses}
     * @throws IndexOutOfBoundsException if there is no such address
     * @throws UnknownHostException if there is no interface of the name that is its zone
     */
    public InetAddress address(int index) throws UnknownHostException {
        Objects.checkIndex(index, addresses);
        byte[] bytes = Objects.requireNonNull(first).clone();
        for (int i = bytes.length - 1, rest = index; i >= 0 && rest != 0; i--, rest >>>= Byte.SIZE) {
            bytes[i] |= (byte) rest;
        }
        return zone.isEmpty() ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, zoneIndex());
    }

    private int zoneIndex() throws UnknownHostException {
        if (zone.matches("[0-9]{1,9}")) {
            return Integer.parseInt(zone);
        }
        try {
            NetworkInterface nic = NetworkInterface.getByName(zone);
            if (nic != null) {
                return nic.getIndex();
            }
        } catch (SocketException e) {
            UnknownHostException failed = new UnknownHostException("interfaces can't be read, and so not " + zone);
            failed.initCause(e);
            throw failed;
        }
        throw new UnknownHostException("there is no interface " + Printable.of(zone));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScanTarget that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that it was made from. */
    @Override
    public String toString() {
        return text;
    }
}
