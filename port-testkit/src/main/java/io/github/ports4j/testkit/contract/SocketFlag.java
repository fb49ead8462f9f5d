package io.github.ports4j.testkit.contract;

/** How an actor sets up a socket. Without any: on 127.0.0.1; with {@code SO_REUSEADDR} if it is a TCP server. */
public enum SocketFlag {
    /** On {@code ::1} instead, or to it. */
    IPV6,
    /** On {@code ::} instead, with {@code IPV6_V6ONLY} off: it takes IPv4 as well. */
    DUAL_STACK,
    /** Without {@code SO_REUSEADDR}. */
    NO_REUSE,
    /** With {@code SO_REUSEPORT}. */
    REUSE_PORT,
    /** A listener that accepts connections and keeps them. Others leave them in the queue, where no process has them. */
    ACCEPTING,
    /** A listener that accepts connections and resets them at once. */
    RESETTING,
    /** A UDP socket that answers each datagram. Others never do. */
    ANSWERING
}
