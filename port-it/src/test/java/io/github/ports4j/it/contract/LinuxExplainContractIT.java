package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.ExplainContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxExplainContractIT extends ExplainContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
