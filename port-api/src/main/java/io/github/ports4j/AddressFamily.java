package io.github.ports4j;

import java.util.Locale;

/** The family of a socket: what {@code socket(2)} was called with. */
public enum AddressFamily {
    /** {@code AF_INET}. */
    IPV4,
    /** {@code AF_INET6}. */
    IPV6;

    /** Prints {@code ipv4} or {@code ipv6}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
