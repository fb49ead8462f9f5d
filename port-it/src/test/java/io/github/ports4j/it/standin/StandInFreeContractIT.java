package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.FreeContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInFreeContractIT extends FreeContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
