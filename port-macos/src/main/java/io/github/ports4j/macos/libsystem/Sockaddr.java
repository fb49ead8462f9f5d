package io.github.ports4j.macos.libsystem;

import io.github.ports4j.AddressFamily;
import java.nio.ByteBuffer;

/**
 * Writes {@code struct sockaddr_in} and {@code struct sockaddr_in6}, which begin with their length here.
 *
 * @see "netinet/in.h, netinet6/in6.h, macOS 10.15 to 15.6"
 */
public final class Sockaddr {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 30;

    /** {@code sizeof(struct sockaddr_in)}. */
    public static final int SIZE_4 = 16;

    /** {@code sizeof(struct sockaddr_in6)}. */
    public static final int SIZE_6 = 28;

    private static final int LENGTH = 0;
    private static final int FAMILY = 1;
    private static final int PORT = 2;

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
        int size = family == AddressFamily.IPV4 ? SIZE_4 : SIZE_6;
        out.put(LENGTH, (byte) size);
        out.put(FAMILY, (byte) number(family));
        out.put(PORT, (byte) (port >>> Byte.SIZE));
        out.put(PORT + 1, (byte) port);
        return size;
    }
}
