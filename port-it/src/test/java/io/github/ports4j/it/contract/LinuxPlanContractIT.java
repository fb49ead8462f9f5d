package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.PlanContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxPlanContractIT extends PlanContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
