package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.PortProbeContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxPortProbeContractIT extends PortProbeContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
