package io.github.ports4j;

import java.util.Arrays;
import java.util.HexFormat;

/** A hardware address: of Ethernet and WLAN with 6 bytes, of others with up to 32. Immutable. */
public final class MacAddress {
    private static final HexFormat WITH_COLONS = HexFormat.ofDelimiter(":");
    private static final int LONGEST = 32; // MAX_ADDR_LEN of linux/netdevice.h

    private final byte[] bytes;

    private MacAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The address of these bytes.
     *
     * @throws IllegalArgumentException if there are none, or more than 32
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > LONGEST) {
            throw new IllegalArgumentException("not the length of a hardware address: " + bytes.length);
        }
        return new MacAddress(bytes.clone());
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress mac && Arrays.equals(bytes, mac.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Prints {@code 02:42:ac:11:00:02}. */
    @Override
    public String toString() {
        return WITH_COLONS.formatHex(bytes);
    }
}
