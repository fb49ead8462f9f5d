package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.ProcessControlContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInProcessControlContractIT extends ProcessControlContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
