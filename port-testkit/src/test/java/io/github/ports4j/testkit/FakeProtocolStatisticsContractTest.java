package io.github.ports4j.testkit;

import io.github.ports4j.testkit.contract.FakeScene;
import io.github.ports4j.testkit.contract.ProtocolStatisticsContract;
import io.github.ports4j.testkit.contract.Scene;

class FakeProtocolStatisticsContractTest extends ProtocolStatisticsContract {
    @Override
    protected Scene scene() {
        return new FakeScene();
    }
}
