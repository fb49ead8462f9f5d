package io.github.ports4j.it.scene;

import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.Ability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** This host, with what every Unix has for a scene, and with what macOS can't do left out, wherever it is played. */
public final class MacosScene extends RealScene {
    /** What the system and its provider can't do, whatever the scene is made of. */
    public static final Map<Ability, String> LACKING = Map.ofEntries(
            Map.entry(Ability.FREEZE_ALL, "macOS has no cgroups"),
            Map.entry(Ability.FREEZE_HANDLERS, "macOS has no cgroups"),
            Map.entry(Ability.PID_NAMESPACE, "macOS has no pid namespaces"),
            Map.entry(Ability.LEADER_EXIT, "on macOS a process has no leader among its threads"),
            Map.entry(Ability.ADDRESS_FLAGS, "getifaddrs(3) tells none, and ioctl(2) is not asked"),
            Map.entry(Ability.CARRIER, "only ioctl(2) tells it on macOS, which is not asked"),
            Map.entry(Ability.ROUTE_METRICS, "macOS has none"),
            Map.entry(Ability.COUNT_OPEN, "macOS counts what has begun and ended"),
            Map.entry(Ability.COUNT_ICMP, "the layout of net.inet.icmp.stats is not read"),
            Map.entry(Ability.COUNT_BY_FAMILY, "macOS counts both families together"));

    private final Map<Ability, String> lacking = new EnumMap<>(LACKING);

    private MacosScene(HostProvider provider, Map<Ability, String> without) {
        super(provider, Means.POSIX);
        lacking.put(Ability.NO_NAME, "on macOS a process has the name of its file");
        lacking.put(Ability.STRICT_REUSE, "SO_REUSEADDR lets macOS bind over whatever has not the very same address");
        lacking.put(Ability.UNPRIVILEGED, "on macOS a thread has no user of its own");
        lacking.put(Ability.PID_REUSE, "on macOS nobody chooses a pid");
        lacking.put(Ability.NETWORK_NAMESPACE, "macOS has no network namespaces");
        lacking.put(Ability.OWN_NETWORK, "macOS has no network namespaces");
        if (Syscalls.effectiveUser() != 0) {
            lacking.put(Ability.OTHER_USER, "the tests do not run as root");
            lacking.put(Ability.SEE_ALL, "the tests do not run as root");
        }
        if (!hasIpv6()) {
            lacking.put(Ability.IPV6, "this host has no ::1");
        }
        lacking.putAll(without);
    }

    /** The scene for the provider named {@code macos}; skips the test where it cannot play. */
    public static MacosScene open() {
        return open(named("macos"), Map.of());
    }

    /** The scene for a provider that can't do some more things, for these reasons. */
    public static MacosScene open(HostProvider provider, Map<Ability, String> without) {
        Means.POSIX.actor();
        return new MacosScene(provider, without);
    }

    private static boolean hasIpv6() {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return Optional.ofNullable(lacking.get(ability));
    }
}
