package io.github.ports4j.it.mac;

import io.github.ports4j.it.scene.MacosScene;
import io.github.ports4j.testkit.contract.PlanContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.MAC)
class MacosPlanContractIT extends PlanContract {
    @Override
    protected Scene scene() {
        return MacosScene.open();
    }
}
