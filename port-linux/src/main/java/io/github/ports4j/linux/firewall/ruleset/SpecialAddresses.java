package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Addresses that no host outside has, and those that no host has alone. */
final class SpecialAddresses {
    static final String LOOPBACK_DEVICE = "lo";
    private static final Map<AddressFamily, Span> ALL =
            Map.of(AddressFamily.IPV4, block("0.0.0.0/0"), AddressFamily.IPV6, block("::/0"));
    private static final Map<AddressFamily, Span> LOOPBACK =
            Map.of(AddressFamily.IPV4, block("127.0.0.0/8"), AddressFamily.IPV6, block("::1"));
    private static final Map<AddressFamily, List<Span>> MANY = Map.of(
            AddressFamily.IPV4, List.of(block("224.0.0.0/4"), block("255.255.255.255")),
            AddressFamily.IPV6, List.of(block("ff00::/8")));

    /** {@code ipv4_is_zeronet()}: since Linux 5.3 it alone, not what begins with 0. Packets from {@code ::} are taken. */
    private static final Span NOBODY = block("0.0.0.0");

    private SpecialAddresses() {}

    private static Span block(String text) {
        return Span.of(AddressBlock.parse(text));
    }

    /** Every address. */
    static Span all(AddressFamily family) {
        return Objects.requireNonNull(ALL.get(family));
    }

    /** Whether all of these are addresses of the loopback interface. */
    static boolean areLoopback(AddressFamily family, Span addresses) {
        return Objects.requireNonNull(LOOPBACK.get(family)).contains(addresses);
    }

    /** Whether this is certainly the loopback interface. */
    static boolean isLoopback(Optional<String> device) {
        return device.equals(Optional.of(LOOPBACK_DEVICE));
    }

    /** Whether a packet from outside can't be to any of these and for this host alone. */
    static boolean areNoneOfAHost(AddressFamily family, Span addresses, Optional<String> device) {
        boolean loopback = areLoopback(family, addresses) && !isLoopback(device);
        return loopback || Objects.requireNonNull(MANY.get(family)).stream().anyMatch(many -> many.contains(addresses));
    }

    /**
     * Those of the addresses that can be the source of a packet from outside. The kernel itself throws away those of loopback addresses,
     * of multicast groups and of nobody ({@code ip_route_input_slow()}, {@code ip6_rcv_core()}), so that rules against them keep
     * nobody out. All of the addresses if there would be none left.
     */
    static List<Span> sources(AddressFamily family, Span addresses) {
        List<Span> excluded = new ArrayList<>(Objects.requireNonNull(MANY.get(family)));
        excluded.add(Objects.requireNonNull(LOOPBACK.get(family)));
        if (family == AddressFamily.IPV4) {
            excluded.add(NOBODY);
        }
        List<Span> left = List.of(addresses);
        for (Span without : excluded) {
            left = left.stream().flatMap(span -> span.without(without).stream()).toList();
        }
        return left.isEmpty() ? List.of(addresses) : left;
    }
}
