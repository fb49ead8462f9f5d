package io.github.ports4j.macos.network;

import io.github.ports4j.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A default route.
 *
 * @param index the number of its interface
 * @param gateway the next router, one of the link with its zone; empty if every destination is taken to be on the link
 */
public record Route(AddressFamily family, int index, Optional<InetAddress> gateway) {}
