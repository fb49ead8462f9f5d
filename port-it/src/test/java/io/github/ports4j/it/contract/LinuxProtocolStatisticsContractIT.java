package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.ProtocolStatisticsContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxProtocolStatisticsContractIT extends ProtocolStatisticsContract {
    @Override
    protected Scene scene() {
        return LinuxScene.openInOwnNetwork();
    }
}
