package io.github.ports4j.linux.libc;

import io.github.ports4j.AddressFamily;
import java.nio.ByteBuffer;

/**
 * Writes and reads {@code struct sockaddr_in} and {@code struct sockaddr_in6}, each at the beginning of a buffer in the byte order
 * of this machine. Addresses are numbers as they lie in memory.
 *
 * @see "netinet/in.h; linux/in.h, linux/in6.h, Linux 6.1"
 */
public final class Sockaddr {
    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    /** {@code sizeof(struct sockaddr_in)}. */
    public static final int SIZE_4 = 16;

    /** {@code sizeof(struct sockaddr_in6)}. */
    public static final int SIZE_6 = 28;

    private static final int FAMILY = 0;
    private static final int PORT = 2;
    private static final int ADDRESS_4 = 4;
    private static final int FLOWINFO = 4;
    private static final int ADDRESS_6 = 8;
    private static final int SCOPE_ID = 24;

    private Sockaddr() {}

    /** {@code AF_INET} or {@code AF_INET6}. */
    public static int number(AddressFamily family) {
        return family == AddressFamily.IPV4 ? AF_INET : AF_INET6;
    }

    /**
     * The wildcard address.
     *
     * @param out zeros; at least {@link #SIZE_6} bytes
     * @return how many bytes of it are the address
     */
    public static int wildcard(ByteBuffer out, AddressFamily family, int port) {
        begin(out, number(family), port);
        return family == AddressFamily.IPV4 ? SIZE_4 : SIZE_6;
    }

    /**
     * 127.0.0.1 with a port that the kernel chooses.
     *
     * @param out zeros; at least {@link #SIZE_4} bytes
     * @return how many bytes of it are the address
     */
    public static int loopback(ByteBuffer out) {
        int size = wildcard(out, AddressFamily.IPV4, 0);
        out.put(ADDRESS_4, (byte) 127);
        out.put(ADDRESS_4 + 3, (byte) 1);
        return size;
    }

    /**
     * 127.0.0.1 or ::1.
     *
     * @param out at least {@link #SIZE_6} bytes
     * @param port 0 for one that the kernel chooses
     * @return how many bytes of it are the address
     */
    public static int loopback(ByteBuffer out, int family, int port) {
        if (family == AF_INET) {
            int size = inet(out, 0, port);
            out.put(ADDRESS_4, (byte) 127);
            out.put(ADDRESS_4 + 3, (byte) 1);
            return size;
        }
        int size = inet6(out, 0, 0, 0, port);
        out.put(SCOPE_ID - 1, (byte) 1);
        return size;
    }

    /**
     * An IPv4 address.
     *
     * @param out at least {@link #SIZE_4} bytes
     * @return how many bytes of it are the address
     */
    public static int inet(ByteBuffer out, int address, int port) {
        begin(out, AF_INET, port);
        out.putInt(ADDRESS_4, address);
        return SIZE_4; // the kernel does not look at the rest of it
    }

    /**
     * An IPv6 address.
     *
     * @param out at least {@link #SIZE_6} bytes
     * @param scope the index of the interface, 0 for none
     * @return how many bytes of it are the address
     */
    public static int inet6(ByteBuffer out, long first, long second, int scope, int port) {
        begin(out, AF_INET6, port);
        out.putInt(FLOWINFO, 0);
        out.putLong(ADDRESS_6, first);
        out.putLong(ADDRESS_6 + Long.BYTES, second);
        out.putInt(SCOPE_ID, scope);
        return SIZE_6;
    }

    private static void begin(ByteBuffer out, int family, int port) {
        out.putShort(FAMILY, (short) family);
        out.put(PORT, (byte) (port >>> Byte.SIZE));
        out.put(PORT + 1, (byte) port);
    }

    /** The port of an address of either family. */
    public static int port(ByteBuffer in) {
        return ((in.get(PORT) & 0xff) << Byte.SIZE) | (in.get(PORT + 1) & 0xff);
    }

    /** Whether it is this IPv4 address, with whatever port. */
    public static boolean isInet(ByteBuffer in, int address) {
        return in.getShort(FAMILY) == AF_INET && in.getInt(ADDRESS_4) == address;
    }

    /** Whether it is this IPv6 address, with whatever scope and port. */
    public static boolean isInet6(ByteBuffer in, long first, long second) {
        return in.getShort(FAMILY) == AF_INET6
                && in.getLong(ADDRESS_6) == first
                && in.getLong(ADDRESS_6 + Long.BYTES) == second;
    }
}
