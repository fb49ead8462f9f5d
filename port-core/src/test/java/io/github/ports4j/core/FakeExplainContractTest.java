package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.ExplainContract;
import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.Scene;

class FakeExplainContractTest extends ExplainContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
