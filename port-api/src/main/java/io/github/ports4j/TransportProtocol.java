package io.github.ports4j;

import java.util.Locale;

/** A transport protocol whose ports this library knows. Open: later versions may add constants. */
public enum TransportProtocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP;

    /** Prints the name as people write it after a port: {@code tcp}, {@code udp}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
