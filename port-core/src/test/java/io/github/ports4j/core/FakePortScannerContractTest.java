package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.PortScannerContract;
import io.github.ports4j.testkit.contract.Scene;

class FakePortScannerContractTest extends PortScannerContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
