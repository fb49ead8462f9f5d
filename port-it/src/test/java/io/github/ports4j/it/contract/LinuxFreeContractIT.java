package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.FreeContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxFreeContractIT extends FreeContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
