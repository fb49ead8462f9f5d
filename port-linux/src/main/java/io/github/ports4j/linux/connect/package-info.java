/**
 * Attempts to connect over TCP, many at once: {@code EpollConnectEngine} is what the provider offers, {@code EpollConnector} makes the
 * attempts, {@code ConnectErrno} says what an error means.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.connect;
