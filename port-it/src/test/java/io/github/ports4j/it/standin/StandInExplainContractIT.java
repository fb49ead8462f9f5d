package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.ExplainContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInExplainContractIT extends ExplainContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
