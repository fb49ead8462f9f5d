package io.github.ports4j.testkit;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.PortProbeContract;
import io.github.ports4j.testkit.contract.Scene;

class FakePortProbeContractTest extends PortProbeContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
