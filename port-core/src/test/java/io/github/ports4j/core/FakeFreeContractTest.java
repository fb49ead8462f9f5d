package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.FreeContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeFreeContractTest extends FreeContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
