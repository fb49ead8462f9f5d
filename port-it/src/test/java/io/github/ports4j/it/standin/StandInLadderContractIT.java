package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.LadderContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInLadderContractIT extends LadderContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
