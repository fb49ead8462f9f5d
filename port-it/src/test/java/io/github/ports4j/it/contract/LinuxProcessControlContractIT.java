package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.ProcessControlContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxProcessControlContractIT extends ProcessControlContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
