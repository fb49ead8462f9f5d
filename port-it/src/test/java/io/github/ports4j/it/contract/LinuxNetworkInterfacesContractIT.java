package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.NetworkInterfacesContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxNetworkInterfacesContractIT extends NetworkInterfacesContract {
    @Override
    protected Scene scene() {
        return LinuxScene.openInOwnNetwork();
    }
}
