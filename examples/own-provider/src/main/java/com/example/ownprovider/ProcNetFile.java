package com.example.ownprovider;

import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportProtocol;

/** A file of {@code /proc/net} that lists sockets. */
enum ProcNetFile {
    TCP,
    TCP6,
    UDP,
    UDP6;

    String fileName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean isTcp() {
        return this == TCP || this == TCP6;
    }

    boolean isIpv6() {
        return this == TCP6 || this == UDP6;
    }

    boolean isWanted(SocketQuery query) {
        return query.protocols().contains(isTcp() ? TransportProtocol.TCP : TransportProtocol.UDP);
    }
}
