package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.TerminatorContract;

class LinuxTerminatorContractIT extends TerminatorContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
