package io.github.ports4j.it.standin;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.it.scene.MacosScene;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Scene;
import java.util.EnumMap;
import java.util.Map;

/** The scene of this host for the macOS provider, which looks at it through the stand-in. */
final class StandInScene {
    private StandInScene() {}

    /** Opens it; skips the test where the stand-in can't be built. */
    static Scene open() {
        StandIn.load();
        return LinuxScene.open(new StandInProvider(), lacking());
    }

    /** As the scene of a Mac is, which it rehearses. */
    static Scene openAsOnMacos() {
        StandIn.load();
        Map<Ability, String> lacking = lacking();
        lacking.put(Ability.SEE_ALL, "the stand-in sees what this host lets it see");
        return MacosScene.open(new StandInProvider(), lacking);
    }

    /** The same in a network namespace of its own, which the calling thread is in until the scene is closed. */
    static Scene openInOwnNetwork() {
        StandIn.load();
        return LinuxScene.openInOwnNetwork(new StandInProvider(), lacking());
    }

    private static Map<Ability, String> lacking() {
        Map<Ability, String> lacking = new EnumMap<>(MacosScene.LACKING);
        lacking.put(Ability.IN_FLIGHT, "the stand-in has no file ports");
        return lacking;
    }
}
