package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.NeverSignalledContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInNeverSignalledContractIT extends NeverSignalledContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
