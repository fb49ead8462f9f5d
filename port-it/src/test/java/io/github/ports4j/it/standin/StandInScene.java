package io.github.ports4j.it.standin;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Scene;
import java.util.EnumMap;
import java.util.Map;

/** The scene of this host for the provider named {@code macos}, which looks at it through the stand-in. */
final class StandInScene {
    private static final Map<Ability, String> LACKING = new EnumMap<>(Map.of(
            Ability.FREEZE_ALL, "macOS has no cgroups",
            Ability.FREEZE_HANDLERS, "macOS has no cgroups",
            Ability.PID_NAMESPACE, "macOS has no pid namespaces",
            Ability.LEADER_EXIT, "on macOS a process has no leader among its threads",
            Ability.IN_FLIGHT, "the stand-in has no file ports"));

    private StandInScene() {}

    /** Opens it; skips the test where the stand-in can't be built. */
    static Scene open() {
        StandIn.load();
        return LinuxScene.open(LinuxScene.provider("macos"), LACKING);
    }
}
