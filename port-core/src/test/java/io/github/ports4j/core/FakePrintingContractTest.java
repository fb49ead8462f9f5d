package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.PrintingContract;
import io.github.ports4j.testkit.contract.Scene;

class FakePrintingContractTest extends PrintingContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
