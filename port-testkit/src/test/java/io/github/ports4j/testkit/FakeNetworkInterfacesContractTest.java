package io.github.ports4j.testkit;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.NetworkInterfacesContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeNetworkInterfacesContractTest extends NetworkInterfacesContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
