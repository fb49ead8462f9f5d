package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.PlanContract;
import io.github.ports4j.testkit.contract.Scene;

class FakePlanContractTest extends PlanContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
