package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketTableContract;

class LinuxSocketTableContractIT extends SocketTableContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
