package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A way of a default route; one route may have several.
 *
 * @param index the number of the interface
 * @param metric not negative
 * @param preference of its router
 */
public record Route(
        AddressFamily family, int index, Optional<InetAddress> gateway, long metric, RouterPreference preference) {}
