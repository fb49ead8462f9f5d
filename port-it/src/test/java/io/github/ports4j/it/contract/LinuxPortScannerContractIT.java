package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.PortScannerContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxPortScannerContractIT extends PortScannerContract {
    @Override
    protected Scene scene() {
        return LinuxScene.openInOwnNetworkIfPossible();
    }
}
