package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network interface.
 *
 * @param index its number, positive
 * @param type {@code ARPHRD_…}, see {@link HardwareType}
 * @param mac empty for one whose address is of another kind, or zero
 * @param mtu in bytes
 * @param carrier empty while it is down
 * @param infoKind {@code IFLA_INFO_KIND}, the driver's word
 * @param stats empty if they were not asked for
 */
public record Link(
        int index,
        int type,
        Set<InterfaceFlag> flags,
        String name,
        List<String> alternativeNames,
        Optional<MacAddress> mac,
        long mtu,
        Optional<Boolean> carrier,
        Optional<String> infoKind,
        Optional<LinkStats> stats) {}
