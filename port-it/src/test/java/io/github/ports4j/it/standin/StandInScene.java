package io.github.ports4j.it.standin;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Scene;
import java.util.Map;

/** The scene of this host for the macOS provider, which looks at it through the stand-in. */
final class StandInScene {
    private static final Map<Ability, String> LACKING = Map.ofEntries(
            Map.entry(Ability.FREEZE_ALL, "macOS has no cgroups"),
            Map.entry(Ability.FREEZE_HANDLERS, "macOS has no cgroups"),
            Map.entry(Ability.PID_NAMESPACE, "macOS has no pid namespaces"),
            Map.entry(Ability.LEADER_EXIT, "on macOS a process has no leader among its threads"),
            Map.entry(Ability.IN_FLIGHT, "the stand-in has no file ports"),
            Map.entry(Ability.ADDRESS_FLAGS, "getifaddrs(3) tells none, and ioctl(2) is not asked"),
            Map.entry(Ability.CARRIER, "only ioctl(2) tells it on macOS, which is not asked"),
            Map.entry(Ability.ROUTE_METRICS, "macOS has none"),
            Map.entry(Ability.COUNT_OPEN, "macOS counts what has begun and ended"),
            Map.entry(Ability.COUNT_ICMP, "the layout of net.inet.icmp.stats is not read"),
            Map.entry(Ability.COUNT_BY_FAMILY, "macOS counts both families together"));

    private StandInScene() {}

    /** Opens it; skips the test where the stand-in can't be built. */
    static Scene open() {
        StandIn.load();
        return LinuxScene.open(new StandInProvider(), LACKING);
    }

    /** The same in a network namespace of its own, which the calling thread is in until the scene is closed. */
    static Scene openInOwnNetwork() {
        StandIn.load();
        return LinuxScene.openInOwnNetwork(new StandInProvider(), LACKING);
    }
}
