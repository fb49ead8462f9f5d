package io.github.ports4j.linux;

import io.github.ports4j.AddressFamily;
import java.nio.ByteBuffer;

/**
 * Writes and reads {@code struct sockaddr_in} and {@code struct sockaddr_in6}.
 *
 * @see "netinet/in.h; linux/in.h, linux/in6.h, Linux 6.1"
 */
final class Sockaddr {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    /** {@code sizeof(struct sockaddr_in)}. */
    static final int SIZE_4 = 16;

    /** {@code sizeof(struct sockaddr_in6)}. */
    static final int SIZE_6 = 28;

    private static final int FAMILY = 0;
    private static final int PORT = 2;
    private static final int ADDRESS_4 = 4;

    private Sockaddr() {}

    /** {@code AF_INET} or {@code AF_INET6}. */
    static int number(AddressFamily family) {
        return family == AddressFamily.IPV4 ? AF_INET : AF_INET6;
    }

    /**
     * The wildcard address.
     *
     * @param out zeros, in the byte order of this machine; at least {@link #SIZE_6} bytes
     * @return how many bytes of it are the address
     */
    static int wildcard(ByteBuffer out, AddressFamily family, int port) {
        out.putShort(FAMILY, (short) number(family));
        out.put(PORT, (byte) (port >>> Byte.SIZE));
        out.put(PORT + 1, (byte) port);
        return family == AddressFamily.IPV4 ? SIZE_4 : SIZE_6;
    }

    /**
     * 127.0.0.1 with a port that the kernel chooses.
     *
     * @param out zeros, in the byte order of this machine; at least {@link #SIZE_4} bytes
     * @return how many bytes of it are the address
     */
    static int loopback(ByteBuffer out) {
        int size = wildcard(out, AddressFamily.IPV4, 0);
        out.put(ADDRESS_4, (byte) 127);
        out.put(ADDRESS_4 + 3, (byte) 1);
        return size;
    }

    /** The port of an address of either family. */
    static int port(ByteBuffer in) {
        return ((in.get(PORT) & 0xff) << Byte.SIZE) | (in.get(PORT + 1) & 0xff);
    }
}
