package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.NeverSignalledContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeNeverSignalledContractTest extends NeverSignalledContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
