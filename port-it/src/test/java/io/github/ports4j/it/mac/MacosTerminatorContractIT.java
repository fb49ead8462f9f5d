package io.github.ports4j.it.mac;

import io.github.ports4j.it.scene.MacosScene;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.TerminatorContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.MAC)
class MacosTerminatorContractIT extends TerminatorContract {
    @Override
    protected Scene scene() {
        return MacosScene.open();
    }
}
