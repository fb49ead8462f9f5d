package io.github.ports4j.macos.network;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.MacAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A network interface.
 *
 * @param index its number, positive
 * @param type {@code IFT_…}: 6 Ethernet and WLAN, 24 loopback, 209 bridge, 135 VLAN, and others
 * @param mtu in bytes
 * @param speed {@code ifi_baudrate}, in bits per second; empty for one that tells none
 * @param mac empty for one whose address is of another kind, or zero
 * @see "net/if_types.h"
 */
public record Link(
        int index,
        String name,
        int type,
        Set<InterfaceFlag> flags,
        long mtu,
        OptionalLong speed,
        Optional<MacAddress> mac,
        LinkStats stats) {}
