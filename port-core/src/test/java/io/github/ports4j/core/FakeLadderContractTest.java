package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.LadderContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeLadderContractTest extends LadderContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
