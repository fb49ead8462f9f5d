package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.LadderContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxLadderContractIT extends LadderContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
