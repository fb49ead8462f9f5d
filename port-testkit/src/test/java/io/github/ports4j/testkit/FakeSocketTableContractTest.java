package io.github.ports4j.testkit;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketTableContract;

class FakeSocketTableContractTest extends SocketTableContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
