package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.NeverSignalledContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxNeverSignalledContractIT extends NeverSignalledContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
