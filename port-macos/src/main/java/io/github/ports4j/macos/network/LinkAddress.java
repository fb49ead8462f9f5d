package io.github.ports4j.macos.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address of a network interface.
 *
 * @param interfaceName of its interface
 * @param index the number of its interface; 0 where nothing told it
 * @param address one of the link with its zone
 * @param prefixLength 0 to 32, or to 128
 * @param broadcast of an interface that has some
 * @param peer the other end, of a point-to-point interface
 */
public record LinkAddress(
        String interfaceName,
        int index,
        InetAddress address,
        int prefixLength,
        Optional<Inet4Address> broadcast,
        Optional<InetAddress> peer) {}
