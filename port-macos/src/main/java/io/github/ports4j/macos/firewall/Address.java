package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.InternetAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address as a number, so that addresses have neighbours.
 *
 * @param family its family
 * @param number its bits
 */
record Address(AddressFamily family, BigInteger number) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** The first of a block. */
    static Address first(AddressBlock block) {
        return new Address(block.family(), new BigInteger(1, block.address().getAddress()));
    }

    /** The one behind the last of a block, which need not be an address any more. */
    static Address behind(AddressBlock block) {
        int bits = block.address().getAddress().length * Byte.SIZE;
        BigInteger size = BigInteger.ONE.shiftLeft(bits - block.prefixLength());
        return new Address(block.family(), first(block).number().add(size));
    }

    /** Whether it is in a block of its family. */
    boolean isIn(AddressBlock block) {
        return number.compareTo(first(block).number()) >= 0
                && number.compareTo(behind(block).number()) < 0;
    }

    @Override
    public String toString() {
        byte[] bytes = new byte[family == AddressFamily.IPV4 ? IPV4_BYTES : IPV6_BYTES];
        byte[] digits = number.toByteArray(); // with a sign, or shorter
        for (int i = 1; i <= Math.min(bytes.length, digits.length); i++) {
            bytes[bytes.length - i] = digits[digits.length - i];
        }
        try {
            return InternetAddress.format(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
