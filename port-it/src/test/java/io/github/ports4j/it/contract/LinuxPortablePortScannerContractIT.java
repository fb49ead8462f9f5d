package io.github.ports4j.it.contract;

import io.github.ports4j.ScanRequest;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.PortScannerContract;
import io.github.ports4j.testkit.contract.Scene;

/** Through the JVM's own channels, also where the provider has an engine. */
class LinuxPortablePortScannerContractIT extends PortScannerContract {
    @Override
    protected ScanRequest tuned(ScanRequest request) {
        return request.portable();
    }

    @Override
    protected Scene scene() {
        return LinuxScene.openInOwnNetworkIfPossible();
    }
}
