package io.github.ports4j;

import java.util.Locale;

/**
 * A port number of a transport protocol, printed and parsed as {@code 8080/tcp}.
 *
 * @param protocol the protocol
 * @param number 1 to 65535
 */
public record TransportPort(TransportProtocol protocol, int number) implements Comparable<TransportPort> {
    /** The highest port number. */
    public static final int MAX = 65535;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if the number is outside 1 to 65535
     */
    public TransportPort {
        java.util.Objects.requireNonNull(protocol, "protocol");
        requireNumber(number);
    }

    /**
     * A TCP port.
     *
     * @throws IllegalArgumentException if the number is outside 1 to 65535
     */
    public static TransportPort tcp(int number) {
        return new TransportPort(TransportProtocol.TCP, number);
    }

    /**
     * A UDP port.
     *
     * @throws IllegalArgumentException if the number is outside 1 to 65535
     */
    public static TransportPort udp(int number) {
        return new TransportPort(TransportProtocol.UDP, number);
    }

    /**
     * Reads {@code 8080}, {@code 8080/tcp} or {@code 8080/udp}; without a protocol it is TCP.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static TransportPort parse(String text) {
        String[] parts = text.trim().split("/", -1);
        if (parts.length > 2 || !parts[0].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("not a port: '" + text + "'; a port is 8080, 8080/tcp or 8080/udp");
        }
        int number = Integer.parseInt(parts[0]);
        if (parts.length == 1) {
            return tcp(number);
        }
        return switch (parts[1].toLowerCase(Locale.ROOT)) {
            case "tcp" -> tcp(number);
            case "udp" -> udp(number);
            default -> throw new IllegalArgumentException("not a protocol: '" + parts[1] + "'; it is tcp or udp");
        };
    }

    static int requireNumber(int number) {
        if (number < 1 || number > MAX) {
            throw new IllegalArgumentException("not a port: " + number + "; a port is 1 to " + MAX);
        }
        return number;
    }

    /** Orders by number, then TCP before UDP. */
    @Override
    public int compareTo(TransportPort other) {
        int byNumber = Integer.compare(number, other.number);
        return byNumber != 0 ? byNumber : protocol.compareTo(other.protocol);
    }

    // written out, here and in Gap: those of a record are made at run time, which delays the first answer of a JVM
    @Override
    public boolean equals(Object other) {
        return other instanceof TransportPort that && protocol == that.protocol && number == that.number;
    }

    @Override
    public int hashCode() {
        return 31 * number + protocol.hashCode();
    }

    @Override
    public String toString() {
        return number + "/" + protocol;
    }
}
