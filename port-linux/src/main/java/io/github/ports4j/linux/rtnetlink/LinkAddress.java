package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.InterfaceAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * An address of a network interface.
 *
 * @param index the number of its interface
 * @param address one of the link with its zone
 * @param prefixLength 0 to 32, or to 128
 */
public record LinkAddress(
        int index,
        InetAddress address,
        int prefixLength,
        Optional<InetAddress> peer,
        Optional<Inet4Address> broadcast,
        InterfaceAddress.Scope scope,
        Set<InterfaceAddress.Flag> flags) {}
