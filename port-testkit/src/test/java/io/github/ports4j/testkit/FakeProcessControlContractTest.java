package io.github.ports4j.testkit;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.ProcessControlContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeProcessControlContractTest extends ProcessControlContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
